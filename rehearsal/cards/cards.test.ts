import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import { learned } from "../aws/learned/learned";
import { runAsGolden } from "../wiring/goldens";
import { emptyColumns, plain } from "./card";
import { cardOf, column, costOf, everyCard, readFirst } from "./cards";

describe("each type that the stack makes", () => {
  const types = new Set<string>();
  before(async () => {
    for (const name of ["prod", "dev"]) {
      const { cloud } = await runAsGolden(stackFile(name));
      for (const { type } of cloud.all()) types.add(type);
    }
  });

  test("has a card, with every column that is asked for", () => {
    assert.ok(types.size > 40, "the stacks are seen");
    assert.deepEqual(
      [...types].flatMap((type) => emptyColumns(cardOf(type)).map((name) => `${type}: ${name} is empty`)),
      [],
    );
  });

  test("has a price, or costs nothing", () => {
    assert.deepEqual(
      [...types].filter((type) => cardOf(type)?.cost === "not priced"),
      [],
    );
  });
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
