import assert from "node:assert/strict";
import { test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import { learned } from "../aws/learned/learned";
import { shapedServices, shapeOf } from "../protocol/shapes/shapes";
import { runAsGolden } from "../wiring/goldens";
import { type Card, emptyColumns, plain } from "./card";
import { cardOf, column, costOf, everyCard, readFirst } from "./cards";
import { encryptedAtRest } from "./guards";

/** The types that the stack makes, of the project's stack files. */
let made: Promise<string[]> | undefined;
const typesMade = (): Promise<string[]> => (made ??= readTypes());
async function readTypes(): Promise<string[]> {
  const types = new Set<string>();
  for (const name of ["prod", "dev"]) {
    const { cloud } = await runAsGolden(stackFile(name));
    for (const { type } of cloud.all()) types.add(type);
  }
  return [...types];
}

test("each type that the stack makes has a card, with every column that is asked for", async () => {
  const types = await typesMade();
  assert.ok(types.length > 40, "the stacks are seen");
  assert.deepEqual(
    types.flatMap((type) => emptyColumns(cardOf(type)).map((name) => `${type}: ${name} is empty`)),
    [],
  );
});

test("each type that the stack makes has a price, or costs nothing", async () => {
  assert.deepEqual(
    (await typesMade()).filter((type) => cardOf(type)?.cost === "not priced"),
    [],
  );
});

test("no card has an empty column", () => {
  assert.deepEqual(
    everyCard().flatMap(([type, card]) => emptyColumns(card).map((name) => `${type}: ${name} is empty`)),
    [],
  );
});

test("an empty column is found, and so is a card that is missing", () => {
  assert.deepEqual(emptyColumns({ ...plain, holds: "" }), ["holds"]);
  assert.deepEqual(emptyColumns({ ...plain, unique: [] }), ["unique"]);
  assert.deepEqual(emptyColumns(undefined), ["unique", "cost", "holds"]);
});

/** Inputs that guard what they belong to, by the names that AWS gives them in every service. */
const guarding = new RegExp(
  `^(${[
    "deletionProtection(Enabled)?|enableDeletionProtection|recoveryWindowInDays|backupRetentionPeriod|skipFinalSnapshot",
    "multiAz|(block|ignore|restrict)Public.*|storageEncrypted|encrypted|encryptAtRest|nodeToNodeEncryption",
    "encryptionConfigurations|kms(Master)?Key(Id|Arn)|sslPolicy|accessLogs|retentionInDays|logPublishingOptions",
    "enabledCloudwatchLogsExports|alarmActions|actionsEnabled",
  ].join("|")})$`,
);

/** Inputs of a type that guard it, and of which its card does not say what a review says when they are lost. */
const unguarded = (type: string, inputs: readonly string[], card: Partial<Card> | undefined): string[] =>
  inputs
    .filter((input) => guarding.test(input) && !card?.guards?.some((guard) => guard.input === input))
    .map((input) => `${type}: guards says nothing of ${input}`);

test("every input that guards a type is in its card", () => {
  const services = shapedServices()["@pulumi/aws"]!;
  const inputsOf = (type: string) =>
    services.includes(/^aws:(\w+)/.exec(type)?.[1] ?? "") ? Object.keys(shapeOf(type)?.resource.properties ?? {}) : [];
  const types = everyCard().filter(([type]) => inputsOf(type).some((input) => guarding.test(input)));
  assert.ok(types.length > 10, "the inputs are seen");
  assert.deepEqual(
    types.flatMap(([type, card]) => unguarded(type, inputsOf(type), card)),
    [],
  );
});

test("a card that leaves out a guard is found", () => {
  const type = "aws:rds/instance:Instance";
  const all = ["multiAz", "storageEncrypted", "engine"];
  assert.deepEqual(unguarded(type, all, { guards: [encryptedAtRest("storageEncrypted")] }), [
    `${type}: guards says nothing of multiAz`,
  ]);
});

test("what is unique by its name has a name that the provider was seen to make", () => {
  const named = column("unique").filter(([, unique]) => unique === "name");
  assert.deepEqual(
    named.flatMap(([type]) => (learned(type)?.name ? [] : [type])),
    [],
  );
});

test("each rank of the report is taken once", () => {
  const ranks = column("phrase").map(([, { rank }]) => rank);
  assert.equal(new Set(ranks).size, ranks.length);
});

test("a type without a card is of its service, as far as that says anything", () => {
  assert.equal(costOf("aws:iam/accessKey:AccessKey"), "free");
  assert.equal(costOf("aws:ec2/instance:Instance"), undefined);
  assert.equal(costOf("gcp:iam/role:Role"), undefined);
  assert.equal(readFirst("aws:rds/proxy:Proxy"), "data");
  assert.equal(readFirst("aws:efs/mountTarget:MountTarget"), undefined);
});
