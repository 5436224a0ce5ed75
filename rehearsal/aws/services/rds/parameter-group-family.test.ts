import { test } from "node:test";
import { given } from "../../testing/given";

test("a database may have a parameter group of its own family", () => {
  const postgres = { engine: "postgres", engineVersion: "16", parameterGroupName: "default.postgres16" };
  given("aws:rds/instance:Instance", postgres).accepts("parameter-group-family");
});
