import { test } from "node:test";
import { given, givenProgram } from "../../testing/given";

test("a type that was learned from the real provider is known", () => {
  givenProgram({ one: ["aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }] }).accepts("known-types");
});

test("of a type that was not, it says what is not judged and how to learn it", () => {
  givenProgram({ one: ["aws:sqs/queue:Queue", {}] }).refuses(
    "known-types",
    /sqs\/queue:Queue\. Not judged: what replaces it, .*npm run learn -- aws:sqs\/queue:Queue/,
  );
});

test("a type that the installed package does not declare is another matter", () => {
  givenProgram({ one: ["aws:ec2/spaceship:Spaceship", {}] }).refuses(
    "known-types",
    /declares no type .*refuses one.*Not judged: all of it/,
  );
});

test("types of packages that compute their values themselves are no gap", () => {
  givenProgram({ one: ["random:index/randomPet:RandomPet", {}] }).accepts("known-types");
});

test("inputs of a type that was not learned are those that the package declares", () => {
  given("aws:sqs/queue:Queue", { fifoQueue: "perhaps" }).refuses("declared-inputs", /fifoQueue must be true or false/);
  given("aws:wafv2/webAclAssociation:WebAclAssociation", { webAclArn: "a", resourceArm: "b" }).refuses(
    "declared-inputs",
    /missing required property "resourceArn"[^]*did you mean "resourceArn"/,
  );
});
