import { inStatements, replacing } from "../../testing/documents";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";
import { afterUp, type Slip } from "../../testing/slip";

const [policy, name] = ["aws:iam/rolePolicy:RolePolicy", /housekeeping-start$/];

type Json = Record<string, unknown>;

/** A slip in what the role of the housekeeping's schedule may do. */
const mayDo = (what: string, says: RegExp, inputs: Slip["inputs"]): Slip => ({
  ...{ what, says, type: policy, name, phases: afterUp },
  ...(inputs && { inputs }),
});
const inSid = (sid: string, change: Json) =>
  inStatements(["policy"], (statement) => (statement.Sid === sid ? { ...statement, ...change } : statement));

export const slips: readonly Slip[] = [
  mayDo(
    "a schedule that may start another task",
    /allows ecs:RunTask/,
    replacing("policy", "airflow-housekeeping:", "airflow:"),
  ),
  mayDo(
    "a schedule that may stop tasks and start none",
    /allows ecs:RunTask/,
    replacing("policy", "ecs:RunTask", "ecs:StopTask"),
  ),
  mayDo("a schedule that may start every task", /other task definitions/, inSid("StartTasks", { Resource: "*" })),
  mayDo("a schedule that may start its task anywhere", /in other clusters/, inSid("StartTasks", { Condition: {} })),
  mayDo(
    "a schedule that may start its task in another cluster",
    /allows ecs:RunTask/,
    replacing("policy", ":cluster/", ":cluster/a-"),
  ),
  mayDo(
    "a schedule that gives its task no role",
    /allows iam:PassRole/,
    replacing("policy", "iam:PassRole", "iam:GetRole"),
  ),
  mayDo(
    "a schedule that gives its task every role",
    /tasks with other roles/,
    inSid("GiveTasksTheirRoles", { Resource: "*" }),
  ),
  mayDo(
    "a schedule that gives its roles to anything",
    /what is no task/,
    inSid("GiveTasksTheirRoles", { Condition: {} }),
  ),
  {
    ...{
      what: "a schedule that may fire before its role may start anything",
      says: /may fire before/,
      phases: afterUp,
    },
    ...{ type: "aws:scheduler/schedule:Schedule", without: /^aws:iam\/rolePolicy:/ },
  },
];

export const engineSlip: EngineSlip = {
  what: "a schedule that may start every task of a name that begins like its own",
  type: policy,
  props: rewriting("policy", /airflow-housekeeping:\d+/g, "airflow-*"),
};
