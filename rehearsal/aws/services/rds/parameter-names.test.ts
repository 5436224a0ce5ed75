import { test } from "node:test";
import { given } from "../../testing/given";

const group = (family: string, ...names: string[]) =>
  given("aws:rds/parameterGroup:ParameterGroup", { family, parameters: names.map((name) => ({ name, value: "1" })) });

test("parameters of the engine, of RDS and of extensions pass", () => {
  group("postgres16", "work_mem", "rds.force_ssl", "pg_stat_statements.max").accepts("parameter-names");
  group("mysql8.4", "sort_buffer_size", "log_bin_trust_function_creators").accepts("parameter-names");
});

test("what neither has is refused by its name", () => {
  group("postgres16", "rds.force_tls").refuses("parameter-names", /postgres16 has no parameter "rds.force_tls"/);
  group("postgres16", "sort_buffer_size").refuses("parameter-names", /"sort_buffer_size"/);
  group("mysql8.4", "requires_secure_transport").refuses("parameter-names", /"requires_secure_transport"/);
});

test("of an engine that nobody listed nothing is refused", () => {
  group("oracle-se2-19", "anything").accepts("parameter-names");
});
