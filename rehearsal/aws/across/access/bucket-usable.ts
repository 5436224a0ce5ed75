import { guide } from "../../source";
import type { ResourceNode } from "../../../protocol/graph";
import { isAllowed } from "../../services/iam/simulation/evaluation";
import { ofType, type Rule } from "../../rule";
import { forStartedTasks, type StartedTask } from "../../services/ecs/container-definitions/started-task";

/** Access of the program's own, instead of the task role's. */
const ownKeys = /(^|_)AWS_ACCESS_KEY_ID$/;

export const bucketUsable: Rule = {
  name: "bucket-usable",
  refuses: "a task whose environment names a bucket that its role may not list, read and write",
  source: guide("Service Authorization Reference, Amazon S3", "service-authorization/latest/reference/list_amazons3"),
  graph: forStartedTasks((task) => bucketsOf(task).flatMap((bucket) => bucketProblems(bucket, task))),
};

const variablesOf = (task: StartedTask) =>
  task.containers.flatMap(({ environment = [], secrets = [] }) => [...environment, ...secrets]);

/** The buckets of this stack that the task's environment names. */
function bucketsOf(task: StartedTask): ResourceNode[] {
  if (variablesOf(task).some(({ name }) => ownKeys.test(String(name)))) return [];
  const values = new Set(task.containers.flatMap(({ environment = [] }) => environment.map(({ value }) => value)));
  const sources = task.graph.sources(task.definition.urn, "containerDefinitions");
  return ofType(sources, "aws:s3/bucket:Bucket").filter((bucket) => {
    const name = task.cloud.madeBy(bucket.urn)?.outputs.bucket ?? bucket.outputs?.bucket;
    return typeof name === "string" && values.has(name);
  });
}

/** Folder in the bucket that a variable beside the bucket's names, as `…_PREFIX` beside `…_BUCKET_NAME`. */
function prefixOf(task: StartedTask): string {
  const variables = task.containers.flatMap(({ environment = [] }) => environment);
  const value = variables.find(({ name }) => String(name).endsWith("_LOG_PREFIX"))?.value;
  return typeof value === "string" && value !== "" ? `${value}/` : "";
}

function bucketProblems(bucket: ResourceNode, task: StartedTask): string[] {
  const arn = task.arnOf(bucket);
  const role = task.role("taskRoleArn");
  if (arn === undefined || (role && role.arn === undefined)) return [];
  const principal = role?.arn === undefined ? ("anonymous" as const) : { role: role.arn };
  const object = `${arn}/${prefixOf(task)}service/run/logs.txt`;
  const requests = [
    { action: "s3:ListBucket", resource: arn },
    ...["s3:GetObject", "s3:PutObject"].map((action) => ({ action, resource: object })),
  ];
  const context = new Map<string, string | undefined>([["aws:securetransport", "true"]]);
  const missing = requests.filter(
    (request) => isAllowed(task.policies(role, bucket), { ...request, principal, context }) === false,
  );
  return missing.length === 0
    ? []
    : [
        `${role ? `task role ${role.name}` : `task ${task.name}, which has no task role,`} may not ` +
          `${missing.map(({ action }) => action).join(", ")} in bucket ${bucket.name}, which the environment of task ${task.name} names`,
      ];
}
