import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

test("what IAM takes", () => {
  const role = "aws:iam/role:Role";
  given(role, {
    description: "Größe: 1 ½\n~",
    managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  }).accepts("iam-settings");
  given(role, { description: unknown, managedPolicyArns: unknown }).accepts("iam-settings");
  given("aws:iam/policy:Policy", { description: "a — b" }).accepts("iam-settings");
  const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
  for (const policyArn of [
    "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    "arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore",
    "arn:aws:iam::aws:policy/NewerThanTheList",
    "arn:aws:iam::123456789012:policy/AmazonECSTaskExecutionRolePolicy",
  ])
    given(attachment, { policyArn }).accepts("iam-settings");
  for (const service of ["ecs", "opensearchservice", "es", "ecs.application-autoscaling", "newer"])
    given("aws:iam/serviceLinkedRole:ServiceLinkedRole", { awsServiceName: `${service}.amazonaws.com` }).accepts(
      "iam-settings",
    );
});
