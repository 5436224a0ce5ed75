import { apiReference } from "../../source";
import type { Thing } from "../../../protocol/cloud";
import { refuse, type Rule } from "../../rule";

/** Service of a role that AWS itself uses → what it uses it for; from each service's "Using service-linked roles". */
const linkedTo: Readonly<Record<string, (thing: Thing) => boolean>> = {
  "opensearchservice.amazonaws.com": ({ type, inputs }) =>
    type === "aws:opensearch/domain:Domain" && isGiven(inputs.vpcOptions),
  "es.amazonaws.com": ({ type, inputs }) =>
    /^aws:(opensearch|elasticsearch)\/domain:/.test(type) && isGiven(inputs.vpcOptions),
  "ecs.amazonaws.com": ({ type }) => type === "aws:ecs/cluster:Cluster",
  "elasticloadbalancing.amazonaws.com": ({ type }) => type === "aws:lb/loadBalancer:LoadBalancer",
  "rds.amazonaws.com": ({ type }) => /^aws:rds\/(instance|cluster):/.test(type),
};

const isGiven = (value: unknown) => value !== undefined && value !== null;

export const serviceLinkedRoleInUse: Rule = {
  name: "service-linked-role-in-use",
  refuses: "deleting a service-linked role while the service uses it",
  source: apiReference("IAM", "DeleteServiceLinkedRole"),
  remove: ({ type, id, inputs }, cloud) => {
    if (type !== "aws:iam/serviceLinkedRole:ServiceLinkedRole") return [];
    const users = cloud.all().filter(linkedTo[String(inputs.awsServiceName)] ?? (() => false));
    const names = users.map((user) => user.id).join(", ");
    return users.length === 0
      ? []
      : refuse(
          "",
          `${id} cannot be deleted: ${names} still uses it. Leave it in the stack, or remove it from the state`,
        );
  },
};
