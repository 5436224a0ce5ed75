import { telling } from "../../testing/documents";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";
import { type Slip, slipAfterUp } from "../../testing/slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";

export const slips: readonly Slip[] = [
  {
    ...slipAfterUp(
      "a server that reads a database which nothing makes",
      task,
      telling("server", "OM_DATABASE", "other_db"),
    ),
    name: /-server$/,
  },
  {
    ...slipAfterUp("an Airflow on another port than its step", task, telling("airflow", "DB_PORT", "3306")),
    name: /-airflow$/,
  },
  {
    ...slipAfterUp(
      "a step that makes another program's database",
      task,
      telling("airflow-database", "DATABASE_NAME", "openmetadata_db"),
    ),
    says: /is that of another task/,
    name: /-airflow-database$/,
  },
  {
    what: "a server that does not wait for its database and login",
    says: /must depend on .*-database, which makes/,
    phases: ["after up"],
    type: "aws:ecs/service:Service",
    name: /-server$/,
    without: /openmetadata:Step$/,
  },
];

export const engineSlip: EngineSlip = {
  what: "a server that reads a database which nothing makes",
  type: task,
  props: rewriting(
    "containerDefinitions",
    /"name":"OM_DATABASE","value":"[^"]*"/g,
    '"name":"OM_DATABASE","value":"other_db"',
  ),
};
