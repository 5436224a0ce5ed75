import type { Properties, Value } from "../../../protocol/wire";
import { type Slip, toldSlips } from "../../testing/slip";
import { objectsIn } from "../../rule";
import type { EngineSlip } from "../../testing/engine-slip";

const database = "aws:rds/instance:Instance";

/** The same list with something else in each of its objects. */
const eachOf = (list: Value | undefined, change: (item: Properties) => Properties): Value =>
  objectsIn(list).map(change);

export const slips: readonly Slip[] = [
  ...toldSlips("aws:ecs/service:Service", [
    ["tags from nowhere", /propagateTags is "CLUSTER"/, { propagateTags: "CLUSTER" }],
    ["an unknown launch type", /launchType is "LAMBDA"/, { launchType: "LAMBDA" }],
  ]),
  {
    what: "a way of encryption, inside a set, that EFS volumes do not have",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: /airflow/,
    inputs: (inputs) => ({
      ...inputs,
      volumes: eachOf(inputs.volumes, (volume) => ({
        ...volume,
        efsVolumeConfiguration: { fileSystemId: "fs-0123456789abcdef0", transitEncryption: "YES" },
      })),
    }),
  },
  {
    what: "a misspelt setting of a cluster",
    type: "aws:ecs/cluster:Cluster",
    inputs: (inputs) => ({
      ...inputs,
      settings: eachOf(inputs.settings, (setting) => ({ ...setting, name: "containerInsight" })),
    }),
  },
  {
    what: "a time to apply a parameter that there is not",
    type: "aws:rds/parameterGroup:ParameterGroup",
    inputs: (inputs) => ({
      ...inputs,
      parameters: eachOf(inputs.parameters, (parameter) => ({ ...parameter, applyMethod: "later" })),
    }),
  },
  {
    what: "the beginning of a name with characters that names do not have",
    type: database,
    inputs: (inputs) => ({ ...inputs, identifierPrefix: "Bad_Prefix!" }),
  },
  {
    what: "days to keep insights that are neither 7, 731 nor whole months",
    type: database,
    inputs: (inputs) => ({ ...inputs, performanceInsightsRetentionPeriod: 60 }),
  },
  {
    what: "a group name that begins with sg-",
    type: "aws:ec2/securityGroup:SecurityGroup",
    inputs: (inputs) => ({ ...inputs, name: "sg-server" }),
  },
];

export const engineSlip: EngineSlip = {
  what: "a protocol that target groups do not have",
  type: "aws:lb/targetGroup:TargetGroup",
  props: (props) => ({ ...props, protocol: "HTTPX" }),
};
