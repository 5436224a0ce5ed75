import assert from "node:assert/strict";
import { test } from "node:test";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import type { ObjectShape } from "../../protocol/shapes/shape";
import { decode, isProperties, type Properties, type Value } from "../../protocol/wire";
import { learnTypeLimits } from "./learn-limits";
import type { Teacher } from "./teacher";

const shape: ObjectShape = { properties: { name: "string", rules: { list: "#Rule" } }, required: [] };
const members = ["rankOrder", "roleArn", "strategy", "tag"] as const;
const objects = {
  Rule: { properties: { rankOrder: "number", roleArn: "string", strategy: "string", tag: "string" }, required: [] },
} satisfies Record<string, ObjectShape>;

/** What the provider says of each member, with its own names where it has one. */
const said: Readonly<Record<string, (value: Value) => string | undefined>> = {
  rankOrder: (value) =>
    Number(value) > 5 ? `expected rules.0.rank_order to be in the range (1 - 5), got ${Number(value)}` : undefined,
  roleArn: (value) =>
    String(value).startsWith("arn:") ? undefined : `"role_arn" (${String(value)}) is an invalid ARN`,
  strategy: (value) =>
    ["SPREAD", "PACK"].includes(String(value)) ? undefined : 'expected strategy to be one of ["SPREAD" "PACK"], got it',
};

/** A provider that lays what is wrong in a set on any of its members, as the bridge does: here by turns. */
function chancy(turn: number): Pick<Teacher, "ask"> {
  const refusals = ({ rules }: Properties): string[] => {
    const [rule] = Array.isArray(rules) ? rules : [];
    if (!isProperties(rule ?? null)) return [];
    return Object.entries(rule as Properties).flatMap(([name, value]) => said[name]?.(value) ?? []);
  };
  const ask = (_method: string, request: provider.CheckRequest) => {
    const failures = refusals(decode(request.getNews()).values).map((reason) =>
      new provider.CheckFailure().setReason(
        `${reason}. Examine values at 'x.rules[0].${members[turn++ % members.length]}'.`,
      ),
    );
    return Promise.resolve(new provider.CheckResponse().setFailuresList(failures));
  };
  return { ask: ask as unknown as Teacher["ask"] };
}

test("limits of members of a set are theirs, whichever member the provider names", async () => {
  for (const turn of [0, 1, 2, 3])
    assert.deepEqual(
      await learnTypeLimits(chancy(turn) as Teacher, "aws:a/b:B", shape, objects),
      {
        "rules.rankOrder": { least: 1, most: 5 },
        "rules.roleArn": { format: "arn" },
        "rules.strategy": { values: ["SPREAD", "PACK"] },
      },
      `begun with ${members[turn]}`,
    );
});

/** A provider that says of two inputs given together only that they exclude each other, as the real one does of a VPC. */
const excluding: Pick<Teacher, "ask"> = {
  ask: ((_method: string, request: provider.CheckRequest) => {
    const inputs = decode(request.getNews()).values;
    const [block, length] = [inputs.cidrBlock, inputs.netmaskLength];
    const reasons = [
      ...(block !== undefined && length !== undefined
        ? ["\"cidr_block\": conflicts with netmask_length. Examine values at 'x.cidrBlock'."]
        : block !== undefined && !/^[\d.]+\.0\/\d+$/.test(String(block))
          ? [
              `expected cidr_block to contain a valid CIDR, got ${JSON.stringify(block)}. Examine values at 'x.cidrBlock'.`,
            ]
          : []),
    ];
    const failures = reasons.map((reason) => new provider.CheckFailure().setReason(reason));
    return Promise.resolve(new provider.CheckResponse().setFailuresList(failures));
  }) as unknown as Teacher["ask"],
};

test("an input that another one excludes is asked about by itself, and a network from a CIDR block told apart", async () => {
  const alternatives: ObjectShape = { properties: { cidrBlock: "string", netmaskLength: "number" }, required: [] };
  assert.deepEqual(await learnTypeLimits(excluding, "aws:a/b:B", alternatives, {}), {
    cidrBlock: { format: "network" },
  });
});
