import { ofType, type Rule } from "../rule";
import { stepType } from "../../protocol/steps";
import { serviceType } from "../task-starters";

/** References by name, which need no ARN. */
interface ByName {
  readonly type: string;
  readonly property: string;
  readonly target: string;
  /** Inputs and outputs of the target by which it may be named. */
  readonly names: readonly string[];
  /** What AWS brings. */
  readonly always?: RegExp;
}

const cluster = {
  property: "cluster",
  target: "aws:ecs/cluster:Cluster",
  names: ["name", "arn"],
  always: /^default$/,
};
const definition = {
  property: "taskDefinition",
  target: "aws:ecs/taskDefinition:TaskDefinition",
  names: ["family", "arn", "arnWithoutRevision"],
};
const role = { property: "role", target: "aws:iam/role:Role", names: ["name"] };
const byName: readonly ByName[] = [
  {
    type: "aws:rds/instance:Instance",
    property: "dbSubnetGroupName",
    target: "aws:rds/subnetGroup:SubnetGroup",
    names: ["name"],
    always: /^default$/,
  },
  {
    type: "aws:rds/instance:Instance",
    property: "parameterGroupName",
    target: "aws:rds/parameterGroup:ParameterGroup",
    names: ["name"],
    always: /^default\./,
  },
  { type: "aws:iam/rolePolicy:RolePolicy", ...role },
  { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", ...role },
  { type: serviceType, ...cluster },
  { type: serviceType, ...definition },
  { type: stepType, ...cluster },
  { type: stepType, ...definition },
  {
    type: "aws:opensearch/domainPolicy:DomainPolicy",
    property: "domainName",
    target: "aws:opensearch/domain:Domain",
    names: ["domainName"],
  },
  {
    type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    property: "repository",
    target: "aws:ecr/repository:Repository",
    names: ["name"],
  },
];

/** `family:7` names a revision of a task definition by its family. */
const withoutRevision = (name: string, { target }: ByName): string =>
  target === "aws:ecs/taskDefinition:TaskDefinition" && !name.startsWith("arn:") ? name.replace(/:\d+$/, "") : name;

export const namedReferences: Rule = {
  name: "named-references",
  refuses: "a name of something that does not exist",
  check: ({ type, inputs, cloud, graph }) =>
    byName
      .filter((reference) => reference.type === type)
      .flatMap((reference) => {
        const { property, target, names, always } = reference;
        const value = inputs[property];
        if (typeof value !== "string" || always?.test(value)) return [];
        const things = [
          ...cloud.all(target).map(({ outputs }) => outputs),
          ...ofType(graph.all(), target).map((node) => node.inputs),
        ];
        const wanted = withoutRevision(value, reference);
        const found = things.some((properties) => names.some((name) => properties?.[name] === wanted));
        return found || cloud.isGiven(value) ? [] : [{ property, reason: `${property}: ${value} does not exist` }];
      }),
};
