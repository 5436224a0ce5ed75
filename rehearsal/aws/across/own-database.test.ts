import { test } from "node:test";
import { givenProgram } from "../testing/given";
import { told, toldProgram } from "../testing/told-program";

const made = (host: string) => told({ DATABASE_NAME: "airflow_db", DATABASE_HOST: host });

test("own-database: options may follow the database's name", () => {
  const task = (name: string) => toldProgram({ airflow: [made("db"), told({ AIRFLOW_DB: name }, { name: "two" })] });
  givenProgram(task("airflow_db?sslmode=require")).accepts("own-database");
  givenProgram(task("airflow_db2")).refuses("own-database", /what DATABASE_NAME .* makes ready is airflow_db/);
});

test("own-database: two servers may have databases of one name", () => {
  givenProgram(toldProgram({ one: [made("first")], two: [made("second")] })).accepts("own-database");
  givenProgram(toldProgram({ one: [made("first")], two: [made("first")] })).refuses(
    "own-database",
    /another service's/,
  );
});
