import { cardOf } from "../../../cards/cards";
import { packageVersion } from "../../../protocol/versions";
import { shapeOf } from "../../../protocol/shapes/shapes";
import { learned } from "../../learned/learned";
import { refuse, type Rule } from "../../rule";

/**
 * A type that the rehearsal knows little of comes up with any inputs, and changes in place. Asked of the graph, so that a
 * strict preview names all of them: a refused check would keep what needs the resource from being registered.
 */
export const knownTypes: Rule = {
  name: "known-types",
  refuses: "a type of resource that the rehearsal does not know; without `--strict` that is a warning",
  source: {
    title: "A resource type that the rehearsal does not know",
    url: "recipes.md#a-resource-type-that-the-rehearsal-does-not-know",
  },
  gap: true,
  graph: ({ type }) => {
    const gap = type.startsWith("aws:") ? gapOf(type) : undefined;
    return gap === undefined ? [] : refuse("", gap);
  },
};

/** What is not judged of a type, and how to fix that; undefined for one that is known. */
export function gapOf(type: string): string | undefined {
  if (learned(type)) return undefined;
  if (!shapeOf(type))
    return `@pulumi/aws ${packageVersion("@pulumi/aws")} declares no type ${type}, and its plug-in refuses one that it does not know. Not judged: all of it.`;
  const alsoLeftOut = cardOf(type) ? "" : ", what must be unique; cost and picture leave it out";
  return `the rehearsal has not learned of ${type}. Not judged: what replaces it, which values it takes${alsoLeftOut}. To learn it: npm run learn -- ${type}`;
}
