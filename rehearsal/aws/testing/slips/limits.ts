import type { Properties, Value } from "../../../protocol/wire";
import { objectsIn } from "../../rule";
import type { Mutation } from "./mutation";

const rule = "value-limits";
const database = "aws:rds/instance:Instance";

/** The same list with something else in each of its objects. */
const eachOf = (list: Value | undefined, change: (item: Properties) => Properties): Value =>
  objectsIn(list).map(change);

export const limitMutations: readonly Mutation[] = [
  {
    rule,
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
    rule,
    what: "a misspelt setting of a cluster",
    type: "aws:ecs/cluster:Cluster",
    inputs: (inputs) => ({
      ...inputs,
      settings: eachOf(inputs.settings, (setting) => ({ ...setting, name: "containerInsight" })),
    }),
  },
  {
    rule,
    what: "a time to apply a parameter that there is not",
    type: "aws:rds/parameterGroup:ParameterGroup",
    inputs: (inputs) => ({
      ...inputs,
      parameters: eachOf(inputs.parameters, (parameter) => ({ ...parameter, applyMethod: "later" })),
    }),
  },
  {
    rule,
    what: "the beginning of a name with characters that names do not have",
    type: database,
    inputs: (inputs) => ({ ...inputs, identifierPrefix: "Bad_Prefix!" }),
  },
  {
    rule,
    what: "days to keep insights that are neither 7, 731 nor whole months",
    type: database,
    inputs: (inputs) => ({ ...inputs, performanceInsightsRetentionPeriod: 60 }),
  },
];
