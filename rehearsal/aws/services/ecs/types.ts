import { arnAsId, lastPart, namedBy, type TypeRules } from "../../type-rule";

export const types: TypeRules = {
  "aws:ecs/cluster:Cluster": { arn: ({ arn, text }) => arn("ecs", `cluster/${text("name")}`), id: arnAsId },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": { id: namedBy("clusterName") },
  "aws:ecs/service:Service": {
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
};
