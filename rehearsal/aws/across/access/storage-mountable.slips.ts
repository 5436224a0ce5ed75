import type { Properties, Value } from "../../../protocol/wire";
import { objectsIn } from "../../rule";
import { having, inStatements, replacing, without } from "../../testing/documents";
import { type Slip, slipAfterUp } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const bothPolicies = /^aws:(iam\/rolePolicy|efs\/fileSystemPolicy):/;
const fileSystemPolicy = "aws:efs/fileSystemPolicy:FileSystemPolicy";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const airflow = /airflow/;

/** A task's volumes on EFS, changed. */
const withVolumes = (change: (efs: Properties, authorization: Properties) => Properties) => (inputs: Properties) => ({
  ...inputs,
  volumes: objectsIn(inputs.volumes).map((volume): Value => {
    const [efs] = objectsIn(volume.efsVolumeConfiguration);
    const [authorization = {}] = objectsIn(efs?.authorizationConfig);
    return efs ? { ...volume, efsVolumeConfiguration: change(efs, authorization) } : volume;
  }),
});

export const slips: readonly Slip[] = [
  ...["ClientMount", "ClientWrite"].map((action) =>
    slipAfterUp(
      `a mount that neither policy gives ${action}`,
      bothPolicies,
      replacing("policy", `elasticfilesystem:${action}`, "elasticfilesystem:DescribeFileSystems"),
    ),
  ),
  slipAfterUp(
    "an access point of group 0, which neither policy gives ClientRootAccess",
    "aws:efs/accessPoint:AccessPoint",
    having({ posixUser: { uid: 50000, gid: 0 } }),
  ),
  slipAfterUp(
    "a file system that denies what the task's role is given",
    fileSystemPolicy,
    inStatements(["policy"], ({ Condition: _, ...statement }) => ({ ...statement, Effect: "Deny" })),
  ),
  {
    ...slipAfterUp("a mount as a role that the task does not have", task, without("taskRoleArn")),
    name: airflow,
  },
  {
    ...slipAfterUp(
      "a mount without TLS of a file system that denies it",
      task,
      withVolumes((efs) => ({ ...efs, transitEncryption: "DISABLED" })),
    ),
    name: airflow,
  },
  {
    ...slipAfterUp(
      "a mount by anyone of a file system for one role",
      task,
      withVolumes((efs, authorization) => ({ ...efs, authorizationConfig: { ...authorization, iam: "DISABLED" } })),
    ),
    name: airflow,
  },
  {
    ...slipAfterUp(
      "a mount beside the access points of a file system that asks for one",
      task,
      withVolumes((efs) => ({ ...efs, authorizationConfig: { iam: "ENABLED" } })),
    ),
    name: airflow,
  },
];

export const engineSlip: EngineSlip = {
  what: "a file system that denies its clients to mount",
  type: "aws:efs/fileSystemPolicy:FileSystemPolicy",
  props: rewriting("policy", '"Allow"', '"Deny"'),
};
