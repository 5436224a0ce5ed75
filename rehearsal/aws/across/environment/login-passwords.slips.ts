import { readingAnother, telling } from "../../testing/documents";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";
import { type Slip, slipAfterUp } from "../../testing/slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const [server, airflow] = [/-server$/, /-airflow$/];

export const slips: readonly Slip[] = [
  {
    ...slipAfterUp(
      "a gateway that checks another password than the server sends",
      task,
      readingAnother("gateway", "GATEWAY_PASSWORD", "DB_PASSWORD"),
    ),
    says: /Airflow login .* has one password by/,
    name: airflow,
  },
  {
    ...slipAfterUp(
      "a program with another password than its step sets",
      task,
      readingAnother("server", "DB_USER_PASSWORD", "FERNET_KEY"),
    ),
    says: /database login .* has one password by/,
    name: server,
  },
  {
    ...slipAfterUp(
      "a program's login with the password of the administrator",
      task,
      readingAnother("airflow-database", "DATABASE_PASSWORD", "MASTER_PASSWORD"),
    ),
    says: /have the one password|has one password by/,
    name: /-airflow-database$/,
  },
  {
    ...slipAfterUp(
      "an administrator's password that the database does not get",
      "aws:rds/instance:Instance",
      (inputs) => ({ ...inputs, password: "another-password" }),
    ),
    says: /is not the password that the database gets/,
  },
  {
    ...slipAfterUp("a task that logs in as another task's user", task, telling("airflow", "DB_USER", "openmetadata")),
    name: airflow,
  },
];

export const engineSlip: EngineSlip = {
  what: "a task that logs in as another task's user",
  type: task,
  props: rewriting(
    "containerDefinitions",
    '"name":"DB_USER","value":"airflow"',
    '"name":"DB_USER","value":"openmetadata"',
  ),
};
