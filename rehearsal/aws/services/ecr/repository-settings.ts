import { apiReference } from "../../source";
import type { Failure } from "../../../protocol/package";
import { type Properties, type Value, isProperties } from "../../../protocol/wire";
import { isGiven } from "../ecs/container-definitions/containers";
import { objectsIn, parsed, quoted, refuse, type Rule } from "../../rule";

export const repositorySettings: Rule = {
  name: "repository-settings",
  refuses: "a name or a lifecycle policy that an ECR repository does not take",
  source: apiReference("ECR", "CreateRepository"),
  check: ({ type, inputs }) => {
    if (type === "aws:ecr/repository:Repository") return nameFailures(inputs.name);
    return type === "aws:ecr/lifecyclePolicy:LifecyclePolicy"
      ? lifecycleProblems(inputs.policy).map((reason) => ({ property: "policy", reason: `policy: ${reason}` }))
      : [];
  },
};

/** Amazon ECR API Reference, CreateRepository: repositoryName. */
const repositoryName = /^(?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*\/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;
const lengths = { least: 2, most: 256 };

function nameFailures(name: Value | undefined): Failure[] {
  if (typeof name !== "string") return [];
  const fits = name.length >= lengths.least && name.length <= lengths.most && repositoryName.test(name);
  return fits
    ? []
    : refuse(
        "name",
        `name is ${quoted(name)}; it must have ${lengths.least} to ${lengths.most} lower-case letters, digits and, between them, . _ - and /`,
      );
}

/** Amazon ECR User Guide, "Lifecycle policy properties in Amazon ECR". */
function lifecycleProblems(policy: Value | undefined): string[] {
  const content = parsed(policy) as Value | undefined;
  if (content === undefined) return [];
  const rules = isProperties(content) ? content.rules : undefined;
  if (!Array.isArray(rules) || rules.length === 0) return ["it must have a list of rules"];
  const found = objectsIn(rules);
  const priorities = found.map(({ rulePriority }) => rulePriority);
  return [
    ...priorities
      .filter((priority) => !Number.isInteger(priority) || Number(priority) < 1)
      .map((priority) => `rulePriority is ${quoted(priority)}; it must be a whole number above 0`),
    ...priorities
      .filter((priority, index) => priorities.indexOf(priority) !== index)
      .map((priority) => `two rules have the rulePriority ${quoted(priority)}`),
    ...lastProblems(found),
    ...found.flatMap((rule) => selectionProblems(objectsIn(rule.selection)[0] ?? {})),
    ...found.flatMap(({ action }) => actionProblems(objectsIn(action)[0] ?? {})),
  ];
}

/** A rule for any tag comes after all others of the same kind of image. */
function lastProblems(rules: readonly Properties[]): string[] {
  const highest = Math.max(...rules.map(({ rulePriority }) => Number(rulePriority)));
  const early = rules.filter(
    ({ rulePriority, selection }) =>
      objectsIn(selection)[0]?.tagStatus === "any" &&
      objectsIn(selection)[0]?.storageClass === undefined &&
      Number(rulePriority) < highest,
  );
  return early.map(
    ({ rulePriority }) =>
      `the rule for tagStatus "any" must have the highest rulePriority, found ${Number(rulePriority)}`,
  );
}

const tagStatuses = ["tagged", "untagged", "any"];
const countTypes = ["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"];
const tagLists = ["tagPrefixList", "tagPatternList"];

function selectionProblems(selection: Properties): string[] {
  const { tagStatus, countType, countNumber, countUnit } = selection;
  const lists = tagLists.filter((name) => isGiven(selection[name]));
  const problems: string[] = [];
  if (!tagStatuses.includes(String(tagStatus)))
    problems.push(`tagStatus is ${quoted(tagStatus)}; allowed: ${tagStatuses.join(", ")}`);
  if (tagStatus === "tagged" && lists.length !== 1)
    problems.push(`tagStatus "tagged" needs one of ${tagLists.join(" and ")}`);
  if (tagStatus === "untagged" && lists.length > 0) problems.push(`tagStatus "untagged" takes no ${lists[0]}`);
  if (!countTypes.includes(String(countType)))
    problems.push(`countType is ${quoted(countType)}; allowed: ${countTypes.join(", ")}`);
  if (!Number.isInteger(countNumber) || Number(countNumber) < 1)
    problems.push(`countNumber is ${quoted(countNumber)}; it must be a whole number above 0`);
  if (/^since/.test(String(countType)) && countUnit !== "days")
    problems.push(`countType ${quoted(countType)} needs countUnit "days"`);
  if (countType === "imageCountMoreThan" && isGiven(countUnit))
    problems.push('countType "imageCountMoreThan" takes no countUnit');
  return problems;
}

const actions = ["expire", "transition"];

const actionProblems = ({ type }: Properties): string[] =>
  actions.includes(String(type)) ? [] : [`action is ${quoted(type)}; allowed: ${actions.join(", ")}`];
