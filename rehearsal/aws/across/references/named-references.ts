import { apiReference } from "../../source";
import type { NamedReference } from "../../../cards/card";
import { cardOf } from "../../../cards/cards";
import type { Rule } from "../../rule";

/** `family:7` names a revision of a task definition by its family. */
const withoutRevision = (name: string, { target }: NamedReference): string =>
  target === "aws:ecs/taskDefinition:TaskDefinition" && !name.startsWith("arn:") ? name.replace(/:\d+$/, "") : name;

export const namedReferences: Rule = {
  name: "named-references",
  refuses: "a name of something that does not exist",
  source: apiReference("ECS", "CreateService"),
  checkInAccount: ({ type, inputs, cloud, graph }) =>
    (cardOf(type)?.namedReferences ?? []).flatMap((reference) => {
      const { property, target, names, always } = reference;
      const value = inputs[property];
      if (typeof value !== "string" || always?.test(value)) return [];
      const things = [
        ...cloud.all(target).map(({ outputs }) => outputs),
        ...graph.ofType(target).map((node) => node.inputs),
      ];
      const wanted = withoutRevision(value, reference);
      const found = things.some((properties) => names.some((name) => properties?.[name] === wanted));
      return found || cloud.isGiven(value) ? [] : [{ property, reason: `${property}: ${value} does not exist` }];
    }),
};
