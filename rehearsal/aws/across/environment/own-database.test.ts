import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { type Entry, givenProgram } from "../../testing/given";
import { told, toldProgram } from "../../testing/told-program";

const made = (host: string) => told({ DATABASE_NAME: "airflow_db", DATABASE_HOST: host, MASTER_USER: "master" });

test("own-database: options may follow the database's name", () => {
  const task = (name: string) => toldProgram({ airflow: [made("db"), told({ AIRFLOW_DB: name }, { name: "two" })] });
  givenProgram(task("airflow_db?sslmode=require")).accepts("own-database");
  givenProgram(task("airflow_db2")).refuses("own-database", /what DATABASE_NAME .* makes ready is airflow_db/);
});

test("own-database: two servers may have databases of one name", () => {
  givenProgram(toldProgram({ one: [made("first")], two: [made("second")] })).accepts("own-database");
  givenProgram(toldProgram({ one: [made("first")], two: [made("first")] })).refuses("own-database", /another task/);
});

test("own-database: a step makes it, and what reads it waits for the step", () => {
  const program = (more: { readonly waits: boolean; readonly name?: string }) => {
    const { "task-one": definition, ...tasks } = toldProgram({
      one: [made("db")],
      two: [told({ AIRFLOW_DB: more.name ?? "airflow_db", DB_HOST: "db" })],
    });
    const one: Entry = ["step", { taskDefinition: unknown }, { taskDefinition: ["task-one"] }];
    return givenProgram(
      { "task-one": definition!, one, "task-two": tasks["task-two"]!, two: tasks.two! },
      { after: (type, earlier) => (type === "aws:ecs/service:Service" && more.waits ? earlier : []) },
    );
  };
  program({ waits: true }).accepts("own-database");
  program({ waits: false }).refuses("own-database", /must depend on one, which makes database airflow_db ready/);
  program({ waits: true, name: "other" }).refuses("own-database", /AIRFLOW_DB of .* is other/);
});

test("own-database: nothing is said where no task makes any", () =>
  givenProgram(toldProgram({ one: [told({ AIRFLOW_DB: "airflow", DB_HOST: "db" })] })).accepts("own-database"));

test("own-database: server and Airflow in one database", () => {
  const maker = told({ DATABASE_NAME: "om", DATABASE_HOST: "db", MASTER_USER: "master" });
  const program = (name: string) =>
    toldProgram({
      server: [maker, told({ OM_DATABASE: "om", DB_HOST: "db" }, { name: "server" })],
      airflow: [told({ [name]: "om", DB_HOST: "db" })],
    });
  const waiting = { after: (type: string, earlier: readonly string[]) => (type.includes("Service") ? earlier : []) };
  givenProgram(program("OM_DATABASE"), waiting).accepts("own-database");
  givenProgram(program("AIRFLOW_DB"), waiting).refuses("own-database", /that of another task/);
});
