import assert from "node:assert/strict";
import { test } from "node:test";
import { mysqlNames, postgresNames } from "./refresh-parameter-names";

test("PostgreSQL's own list: the first column, in lower case", () => {
  const text = "DateStyle\tuser\tClient\tSTRING\nwork_mem\tuser\tResource\tINTEGER\n";
  assert.deepEqual(postgresNames(text), ["datestyle", "work_mem"]);
});

test("MySQL's own list: the table alone, with underscores", () => {
  const text =
    "  --sort-buffer-size=#\n\nVariables (--variable-name=value)\n--------- ---\nsort-buffer-size   262144\nsql-mode   STRICT\n";
  assert.deepEqual(mysqlNames(text), ["sort_buffer_size", "sql_mode"]);
});

test("a list in Go", () => {
  assert.deepEqual(mysqlNames('\t"max_connections": &sql.MysqlSystemVariable{\n\t\tName: "max_connections",\n'), [
    "max_connections",
  ]);
});
