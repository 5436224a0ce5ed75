import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

test("what AWS takes of tags is refused by no rule", () => {
  given("aws:ec2/vpc:Vpc", { tags: { "any?": "data & more", later: unknown } }).accepts("tags");
  given("aws:iam/role:Role", { tags: { "a b_.:/=+-@": "größe" } }).accepts("tags");
  given("aws:iam/role:Role", { tags: unknown }).accepts("tags");
  given("aws:iam/policy:Policy", { tags: { Name: "a", name: "b" } }).accepts("tags");
  given("aws:ec2/vpc:Vpc", { tags: { Name: "a", name: "b" } }).accepts("tags");
});
