import { terraformSchemas } from "../../source";
import { combinationsOf } from "../../learned/learned";
import type { Failure } from "../../../protocol/package";
import { unknown, type Properties } from "../../../protocol/wire";
import { isSet, refuse, type Rule } from "../../rule";

/** Inputs of @pulumi/aws that the provider which was asked did not have yet, and the alternatives that they joined. */
const newer: Readonly<Record<string, readonly string[]>> = { "aws:ec2/route:Route": ["odbNetworkArn"] };

/** What the provider refuses before it asks AWS; no schema says so: see learn-combinations.ts. */
export const alternatives: Rule = {
  name: "alternatives",
  refuses: "inputs that exclude or need one another, and none or several of inputs of which one must be given",
  source: terraformSchemas,
  check: ({ type, inputs }) => {
    const { excludes = {}, needs = {}, exactlyOne = [], atLeastOne = [] } = combinationsOf(type);
    const others = newer[type]?.filter((name) => isSet(inputs[name])) ?? [];
    return [
      ...exactlyOne.flatMap((names) => (others.length > 0 ? [] : exactlyOneProblem(names, inputs))),
      ...atLeastOne.flatMap((names) => atLeastOneProblem(names, inputs)),
      ...exclusionProblems(excludes, inputs),
      ...Object.keys(inputs).flatMap((name) => needProblem(name, needs[name] ?? [], inputs)),
    ];
  },
};

function exactlyOneProblem(names: readonly string[], inputs: Properties): Failure[] {
  const given = names.filter((name) => isSet(inputs[name]));
  if (given.length === 1) return [];
  const found = given.length === 0 ? "none is given" : `${given.join(" and ")} are given`;
  return refuse(given[0] ?? names[0]!, `exactly one of ${names.join(", ")} is allowed; ${found}`);
}

const atLeastOneProblem = (names: readonly string[], inputs: Properties): Failure[] =>
  names.some((name) => isSet(inputs[name])) ? [] : refuse(names[0]!, `one of ${names.join(", ")} is needed`);

/** Each pair once. What is unknown may turn out to be nothing. */
function exclusionProblems(excludes: Readonly<Record<string, readonly string[]>>, inputs: Properties): Failure[] {
  const known = (name: string) => isSet(inputs[name]) && inputs[name] !== unknown;
  const pairs = Object.keys(inputs)
    .filter(known)
    .flatMap((name) => (excludes[name] ?? []).filter(known).map((other) => [name, other].sort()));
  return [...new Map(pairs.map((pair) => [pair.join(), pair])).values()].flatMap(([one = "", other = ""]) =>
    refuse(one, `${one} and ${other} exclude each other; both are given`),
  );
}

function needProblem(name: string, needed: readonly string[], inputs: Properties): Failure[] {
  const missing = needed.filter((other) => !isSet(inputs[other]));
  return isSet(inputs[name]) && missing.length > 0 ? refuse(name, `${name} also needs ${missing.join(" and ")}`) : [];
}
