import { key, plain, type ServiceCards } from "../../../cards/card";
import { lengthOf, part } from "../../../cards/guards";
import { isRecord } from "../../../../problems/record";
import { recordsInJson } from "../../../report/masking";
import { arnAsId, lastPart, namedBy } from "../../type-rule";
import { fargateService, taskOfAProgram } from "./cost";
import { starter } from "./tasks";

const vcpu = (cpu: unknown) => `${Number(cpu) / 1024} vCPU`;
const gib = (mebibytes: unknown) => `${Number(mebibytes) / 1024} GiB`;
const containerNames = (definitions: unknown): string => {
  const names = recordsInJson(definitions).map(({ name }) => String(name));
  return names.length > 0 ? ` (${names.join(", ")})` : "";
};

const volumesWithTls = (volumes: unknown): number =>
  lengthOf(
    (Array.isArray(volumes) ? volumes : []).filter(
      (volume) => isRecord(volume) && part(volume.efsVolumeConfiguration).transitEncryption === "ENABLED",
    ),
  );

export const ecs: ServiceCards = {
  readFirst: "services",
  cards: {
    "aws:ecs/cluster:Cluster": {
      ...plain,
      unique: "name",
      ownRegion: ["configuration.executeCommandConfiguration.kmsKeyId"],
      spoken: "ECS cluster",
      phrase: { rank: 11, of: () => ["ECS cluster", ""] },
      arn: ({ arn, text }) => arn("ecs", `cluster/${text("name")}`),
      id: arnAsId,
    },
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": { ...plain, id: namedBy("clusterName") },
    "aws:ecs/service:Service": {
      ...starter,
      unique: [[key("cluster"), key("name")]],
      cost: fargateService,
      holds: "nothing",
      ownRegion: ["loadBalancers.targetGroupArn", "serviceRegistries.registryArn"],
      oneVpc: [...starter.oneVpc, { at: "loadBalancers.targetGroupArn", types: ["aws:lb/targetGroup:TargetGroup"] }],
      box: { kind: "service" },
      phrase: {
        rank: 1,
        of: ({ desiredCount = 1 }) => ["service", ` of ${String(desiredCount)} task${desiredCount === 1 ? "" : "s"}`],
      },
      arn: ({ arn, text }) => arn("ecs", `service/${lastPart(text("cluster")) || "default"}/${text("name")}`),
      id: arnAsId,
      outputs: ({ inputs, partition, account }) => ({
        launchType: inputs.launchType ?? "FARGATE",
        platformVersion: inputs.platformVersion ?? "LATEST",
        iamRole: `arn:${partition}:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
        availabilityZoneRebalancing: inputs.availabilityZoneRebalancing ?? "DISABLED",
      }),
    },
    "aws:ecs/taskDefinition:TaskDefinition": {
      ...plain,
      cost: taskOfAProgram,
      guards: [
        {
          input: "volumes",
          kind: "encryption",
          strength: volumesWithTls,
          lost: () => "files travel without TLS",
        },
      ],
      // Amazon ECS Developer Guide, "Amazon ECS task execution IAM role", "Amazon ECS task IAM role".
      roles: { executionRoleArn: "ecs-tasks.amazonaws.com", taskRoleArn: "ecs-tasks.amazonaws.com" },
      phrase: {
        rank: 2,
        of: (inputs) => [
          "task",
          ` ${vcpu(inputs.cpu)} / ${gib(inputs.memory)}${containerNames(inputs.containerDefinitions)}`,
        ],
      },
      learning: {
        samples: { containerDefinitions: ['[{"name":"a","image":"a:1"}]', '[{"name":"a","image":"a:2"}]'] },
      },
      arn: ({ arn, text, cloud }) => {
        const earlier = cloud.revisions.get(text("family")) ?? 0;
        cloud.revisions.set(text("family"), earlier + 1);
        return arn("ecs", `task-definition/${text("family")}:${earlier + 1}`);
      },
      id: namedBy("family"),
      outputs: (_facts, _id, arn) => ({
        revision: Number(lastPart(arn)),
        arnWithoutRevision: arn.replace(/:\d+$/, ""),
        enableFaultInjection: false,
      }),
    },
  },
};
