import { test } from "node:test";
import { unknown, type Properties } from "../../../protocol/wire";
import { given } from "../../testing/given";

const repository = "aws:ecr/repository:Repository";
const lifecycle = "aws:ecr/lifecyclePolicy:LifecyclePolicy";

test("a repository's name", () => {
  for (const name of ["ab", "a-b_c.d/e/f", "a__b", "a1", unknown])
    given(repository, { name }).accepts("repository-settings");
  for (const name of ["a", "A/b", "a//b", "-a", "a/", "x".repeat(257)])
    given(repository, { name }).refuses("repository-settings", /name is/);
});

const rule = (rulePriority: number, selection: Properties, more: Properties = {}): Properties => ({
  rulePriority,
  action: { type: "expire" },
  ...more,
  selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 1, ...selection },
});

test("a lifecycle policy", () => {
  const policy = (...rules: Properties[]): Properties => ({ policy: JSON.stringify({ rules }) });
  const days = { countType: "sinceImagePushed", countUnit: "days" };
  given(lifecycle, policy(rule(1, days), rule(7, { tagStatus: "any" }))).accepts("repository-settings");
  given(lifecycle, policy(rule(1, { tagStatus: "tagged", tagPatternList: ["v*"] }))).accepts("repository-settings");
  given(lifecycle, policy(rule(1, { tagStatus: "tagged", tagPrefixList: ["v"] }))).accepts("repository-settings");
  given(lifecycle, { policy: unknown }).accepts("repository-settings");
  for (const [wrong, says] of [
    [policy(), /list of rules/],
    [policy(rule(1, { tagStatus: "tagged" })), /needs one of tagPrefixList and tagPatternList/],
    [policy(rule(1, { tagPrefixList: ["v"] })), /"untagged" takes no tagPrefixList/],
    [policy(rule(1, { tagStatus: "all" })), /tagStatus is "all"/],
    [policy(rule(1, {}), rule(1, days)), /two rules have the rulePriority 1/],
    [policy(rule(0, {})), /rulePriority is 0/],
    [policy(rule(1, { tagStatus: "any" }), rule(2, {})), /must have the highest rulePriority, found 1/],
    [policy(rule(1, { countType: "imageCount" })), /countType is "imageCount"/],
    [policy(rule(1, { countNumber: 0 })), /countNumber is 0/],
    [policy(rule(1, { ...days, countUnit: "weeks" })), /needs countUnit "days"/],
    [policy(rule(1, { countUnit: "days" })), /takes no countUnit/],
    [policy(rule(1, {}, { action: { type: "delete" } })), /action is "delete"/],
  ] as const)
    given(lifecycle, wrong).refuses("repository-settings", says);
});
