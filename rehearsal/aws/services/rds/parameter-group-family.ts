import { majorOf } from "./database-engines";
import { apiReference } from "../../source";
import type { ResourceCall } from "../../../protocol/package";
import { ofType, refuse, type Rule } from "../../rule";
import { engineOf, instance, text } from "./database-inputs";

const parameterGroup = "aws:rds/parameterGroup:ParameterGroup";

/** Families of the parameter groups that an instance may mean: its source in the program, or its name in the account. */
function familiesOf({ urn, inputs, graph, cloud }: ResourceCall): unknown[] {
  const sources = ofType(graph.sources(urn, "parameterGroupName"), parameterGroup);
  if (sources.length > 0) return sources.map((source) => source.inputs?.family);
  const name = text(inputs.parameterGroupName);
  return cloud
    .all(parameterGroup)
    .filter(({ id }) => id === name)
    .map((group) => group.inputs.family);
}

export const parameterGroupFamily: Rule = {
  name: "parameter-group-family",
  refuses: "a database with a parameter group for another engine or major version",
  source: apiReference("RDS", "CreateDBParameterGroup"),
  checkInAccount: (call) => {
    if (call.type !== instance) return [];
    const engine = engineOf(call.inputs) ?? "";
    const version = text(call.inputs.engineVersion);
    const major = version === undefined ? undefined : majorOf(engine, version);
    if (major === undefined) return [];
    const wrong = familiesOf(call).find((family) => typeof family === "string" && family !== `${engine}${major}`);
    return wrong === undefined
      ? []
      : refuse(
          "parameterGroupName",
          `the parameter group is for ${String(wrong)}, the database is ${engine}${major}: RDS takes a group of its own family only`,
        );
  },
};
