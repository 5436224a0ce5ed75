import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { shapedServices, shapesFile, type ObjectShape, type ServiceShapes, type Shape } from "../../shapes/shape";
import { encode, type Properties, type Value } from "../../wire";
import { characterProbes, type Limits } from "./learned";
import { Teacher } from "./teacher";

/**
 * Learns from the real provider which values it refuses before it asks AWS: enumerations, ranges, lengths, characters,
 * documents. Each question puts one probe into every input of a kind and reads the refusals.
 *
 *     AWS_BRIDGE=<a provider server> node --require ./scripts/load-typescript.cjs <this file>
 */
async function main(): Promise<void> {
  const teacher = new Teacher();
  const learned: Record<string, Record<string, Limits>> = {};
  try {
    for (const service of shapedServices["@pulumi/aws"]!) {
      const shapes = JSON.parse(readFileSync(shapesFile("@pulumi/aws", service), "utf8")) as ServiceShapes;
      for (const [type, shape] of Object.entries(shapes.resources)) {
        const limits = await limitsOf(teacher, type, shape, shapes.objects);
        if (Object.keys(limits).length > 0) learned[type] = limits;
      }
      process.stderr.write(`${service}\n`);
      const lines = Object.entries(learned).map(
        ([type, limits]) => `${JSON.stringify(type)}: ${JSON.stringify(limits)}`,
      );
      writeFileSync(path.join(__dirname, "limits.generated.json"), `{\n${lines.join(",\n")}\n}\n`);
    }
  } finally {
    teacher.stop();
  }
}

interface Refusal {
  at: string;
  reason: string;
}

async function limitsOf(
  teacher: Teacher,
  type: string,
  shape: ObjectShape,
  objects: ServiceShapes["objects"],
): Promise<Record<string, Limits>> {
  const found: Record<string, Limits> = {};
  const limits = (at: string): Limits => (found[at] ??= {});
  const ask = (text: string, number: number) => refusals(teacher, type, fill(shape, objects, text, number, 4));
  const harmless = await ask("a", 1);
  if (!harmless) return {};
  for (const { at, reason } of (await ask("!bad!", 99_999_999)) ?? []) read(limits, at, reason);
  for (const { at, reason } of (await ask("a", -99_999_999)) ?? []) read(limits, at, reason);
  for (const { at, reason } of (await ask("a".repeat(20_000), 1)) ?? []) read(limits, at, reason);
  const fine = new Set(harmless.map(({ at }) => at));
  for (const [name, { text }] of Object.entries(characterProbes)) {
    for (const { at } of (await ask(text, 1)) ?? []) {
      if (fine.has(at) || found[at]?.values || found[at]?.format) continue;
      const entry = limits(at);
      if (!entry.refuses?.includes(name)) entry.refuses = [...(entry.refuses ?? []), name];
    }
  }
  return Object.fromEntries(Object.entries(found).filter(([, entry]) => Object.keys(entry).length > 0));
}

const formats: [RegExp, NonNullable<Limits["format"]>][] = [
  [/invalid JSON|is invalid: invalid character/, "json"],
  [/CIDR/, "cidr"],
  [/invalid ARN|not a valid ARN|is an invalid ARN/, "arn"],
];

function read(limits: (at: string) => Limits, at: string, reason: string): void {
  const values = /to be one of \[(.*)\], got/s.exec(reason)?.[1];
  const range = /in the range \((-?\d+) - (-?\d+)\)/.exec(reason);
  const longest = /cannot be longer than (\d+)/.exec(reason)?.[1];
  const least = /to be at least \((-?\d+)\)/.exec(reason)?.[1];
  const most = /to be at most \((-?\d+)\)/.exec(reason)?.[1];
  const prefix = /to have prefix (\S+), got/.exec(reason)?.[1];
  const format = formats.find(([pattern]) => pattern.test(reason))?.[1];
  if (values)
    limits(at).values = values.startsWith('"')
      ? [...values.matchAll(/"([^"]*)"/g)].map(([, value]) => value!)
      : values.split(" ");
  else if (range && /expected length of/.test(reason))
    Object.assign(limits(at), { shortest: Number(range[1]), longest: Number(range[2]) });
  else if (range) Object.assign(limits(at), { least: Number(range[1]), most: Number(range[2]) });
  else if (longest) limits(at).longest = Number(longest);
  else if (least) limits(at).least = Number(least);
  else if (most) limits(at).most = Number(most);
  else if (prefix) limits(at).prefix = prefix;
  else if (format) limits(at).format = format;
}

/** Paths of inputs that the provider refuses, without list indices. */
async function refusals(teacher: Teacher, type: string, inputs: Properties): Promise<Refusal[] | undefined> {
  const request = new provider.CheckRequest()
    .setUrn(`urn:pulumi:s::p::${type}::x`)
    .setNews(encode(inputs))
    .setRandomseed(new Uint8Array(32));
  try {
    const answer = await teacher.call<unknown, provider.CheckResponse>("check", request);
    return answer.getFailuresList().flatMap((failure) => {
      const reason = failure.getReason();
      const at = /Examine values at 'x\.([^']+)'/.exec(reason)?.[1]?.replace(/\[\d+\]/g, "");
      return at === undefined || /conflicts with|one of `|all of `|Unsupported|not expected/.test(reason)
        ? []
        : [{ at, reason }];
    });
  } catch {
    return undefined;
  }
}

/** Inputs in which every text and every number is the probe. */
function fill(
  shape: ObjectShape,
  objects: ServiceShapes["objects"],
  text: string,
  number: number,
  depth: number,
): Properties {
  const valueOf = (kind: Shape): Value | undefined => {
    if (kind === "string" || kind === "json") return text;
    if (kind === "number") return number;
    if (kind === "boolean") return true;
    if (typeof kind === "object" && "map" in kind) return {};
    if (typeof kind === "object" && "oneOf" in kind) return kind.oneOf[0];
    if (typeof kind === "object") {
      const item = valueOf(kind.list);
      return item === undefined ? [] : [item];
    }
    const object = objects[kind.slice(1)];
    return object && depth > 0 ? fill(object, objects, text, number, depth - 1) : undefined;
  };
  // A name and its prefix exclude each other, and the refusal of that hides the others.
  const skipped = (property: string) =>
    property === "region" || (property.endsWith("Prefix") && property.slice(0, -"Prefix".length) in shape.properties);
  const entries = Object.entries(shape.properties).map(([property, kind]) => [property, valueOf(kind)] as const);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, Value] => entry[1] !== undefined && !skipped(entry[0])),
  );
}

void main();
