import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { learned } from "../../rehearsal/aws/learned/learned";
import { SimulatedCloud, type Thing } from "../../rehearsal/protocol/cloud";
import { ResourceGraph } from "../../rehearsal/protocol/graph";
import { registeredNode } from "../../rehearsal/protocol/testing/registered-node";
import type { Properties } from "../../rehearsal/protocol/wire";
import { judgeBy } from "../../rehearsal/aws/judge";
import { rules } from "../../rehearsal/aws/rules";
import { afterDeletion } from "../../rehearsal/aws/across/deletion/deletions";
import { inputs } from "../../rehearsal/aws/across/references/inputs";
import { recordStack, type RecordedStack } from "../../rehearsal/aws/testing/recorded-stacks";
import { leaves } from "../../rehearsal/aws/rule";
import { key } from "../../rehearsal/cards/card";
import { cardOf, column } from "../../rehearsal/cards/cards";

const judge = judgeBy(rules);

const holdingOnly = (...things: Thing[]): SimulatedCloud => {
  const cloud = new SimulatedCloud("");
  for (const thing of things) cloud.put(thing);
  return cloud;
};
const reasons = (thing: Thing, cloud: SimulatedCloud) => judge.deletion(thing, cloud).map(({ reason }) => reason);
/** As if nobody had protected it. */
const unprotected = (thing: Thing): Thing => ({ ...thing, inputs: { ...thing.inputs, ...off } });
const off = { deletionProtection: false, enableDeletionProtection: false };

describe("each row of the account's tables, on what the real stack has made", () => {
  let prod: RecordedStack;
  let things: Thing[];
  before(async () => {
    prod = (await recordStack("prod"))["after up"];
    things = prod.cloud.all().map(unprotected);
  });

  const named = (value: unknown) =>
    things.find(({ id, outputs }) => [id, outputs.arn, outputs.name].includes(value as string));

  const isPart = (part: Thing, whole: Thing) => {
    const [property = "", of] = cardOf(part.type)?.partOf ?? [];
    return of === whole.type && named(part.inputs[property]) === whole;
  };

  for (const { at: input, heldBy } of inputs) {
    if (!heldBy) continue;
    test(`what ${input.source} names, of ${heldBy.source}, is not deleted before`, () => {
      const pairs = things.flatMap((holder) =>
        !heldBy.test(holder.type)
          ? []
          : [...leaves(holder.inputs)].flatMap(({ at, value }) => {
              const thing = input.test(at) ? named(value) : undefined;
              return thing && thing !== holder && !isPart(holder, thing) ? [{ holder, thing }] : [];
            }),
      );
      assert.ok(pairs.length > 0, "the real stack has such a pair");
      for (const { holder, thing } of pairs) {
        const [reason = "", ...more] = reasons(thing, holdingOnly(thing, holder));
        assert.ok(reason.includes(`${holder.id} still needs it [rehearsal: still-needed]`), reason);
        assert.deepEqual(more, []);
        assert.deepEqual(reasons(thing, holdingOnly(thing)), [], "alone it goes");
      }
    });
  }

  for (const [type, [property, of]] of column("partOf")) {
    test(`${type} goes with what ${property} names`, () => {
      const whole = things.find((thing) => thing.type === of) ?? made(of);
      const part = { ...made(type), inputs: { [property]: whole.id } };
      const stranger = { ...part, id: "stranger", inputs: { [property]: "another" } };
      const cloud = holdingOnly(whole, part, stranger);
      assert.deepEqual(reasons(whole, cloud), []);
      afterDeletion(whole, cloud);
      assert.deepEqual(
        cloud.all(type).map(({ id }) => id),
        ["stranger"],
      );
    });
  }

  /** Inputs of what the real stack has none of, or leaves the naming of to AWS. */
  const given: Readonly<Record<string, Properties>> = {
    "aws:appautoscaling/target:Target": {
      serviceNamespace: "ecs",
      resourceId: "service/metadata/server",
      scalableDimension: "ecs:service:DesiredCount",
      minCapacity: 1,
      maxCapacity: 2,
    },
    "aws:efs/fileSystem:FileSystem": { creationToken: "airflow" },
    "aws:iam/serviceLinkedRole:ServiceLinkedRole": { awsServiceName: "opensearchservice.amazonaws.com" },
    "aws:lb/listenerRule:ListenerRule": {
      listenerArn: "arn:aws:elasticloadbalancing:::listener/app/a/b/c",
      priority: 10,
    },
    "aws:rds/instance:Instance": { identifier: "metadata" },
    "aws:wafv2/webAcl:WebAcl": { name: "own", scope: "REGIONAL" },
    "aws:wafv2/webAclAssociation:WebAclAssociation": {
      resourceArn: "arn:aws:elasticloadbalancing:::loadbalancer/app/a/b",
    },
  };
  const twinName = (type: string): Properties => {
    const property = learned(type)?.name?.property ?? (given[type] ? undefined : "name");
    return property === undefined ? {} : { [property]: "twin" };
  };
  const inputsOf = (type: string): Properties => ({
    ...(things.find((thing) => thing.type === type)?.inputs ?? twinName(type)),
    ...(type === "aws:route53/record:Record" && { allowOverwrite: false }),
    ...given[type],
  });
  const rows = column("unique").flatMap(([type, unique]) => {
    if (unique === "not judged") return [];
    const sets = unique === "name" ? [[key(learned(type)!.name!.property)]] : unique;
    return sets.map((paths) => ({ type, paths }));
  });
  for (const { type, paths } of rows) {
    test(`${type} is there once by ${paths.map((key) => key.path).join(", ")}`, () => {
      const inputs = inputsOf(type);
      assert.match(twin(prod, type, inputs, inputs), /\[rehearsal: unique-names\]/);
      for (const key of paths) {
        const found = [key.path, ...(key.or ?? [])].find((one) => read(inputs, one) !== undefined) ?? key.path;
        const other = replaced(inputs, found.split("."), /[cC]idr/.test(found) ? "10.99.0.0/16" : "another");
        assert.doesNotMatch(twin(prod, type, inputs, other), /unique-names/, `another ${found} is another thing`);
      }
    });
  }
});

const made = (type: string): Thing => ({ type, id: "made", urn: "", inputs: {}, outputs: {} });

const read = (inputs: Properties, at: string): unknown =>
  at.split(".").reduce<unknown>((value, name) => (value as Properties | undefined)?.[name], inputs);

const replaced = (inputs: Properties, [name = "", ...rest]: string[], value: string): Properties => ({
  ...inputs,
  [name]: rest.length === 0 ? value : replaced((inputs[name] ?? {}) as Properties, rest, value),
});

/** What the rules say to the second of two resources of a program, in an account where both are new. */
function twin({ cloud }: RecordedStack, type: string, one: Properties, other: Properties): string {
  const graph = new ResourceGraph();
  const [first, second] = [
    registeredNode(type, "one", { inputs: one }),
    registeredNode(type, "other", { inputs: other }),
  ];
  for (const each of [first, second]) graph.add(each);
  const call = { ...second, inputs: other, preview: true, configuration: { region: "eu-west-1" }, cloud, graph };
  return judge
    .check(call)
    .map(({ reason }) => reason)
    .join("\n");
}
