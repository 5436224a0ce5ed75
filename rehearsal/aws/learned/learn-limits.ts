import * as provider from "@pulumi/pulumi/proto/provider_pb";
import type { ObjectShape, ServiceShapes, Shape } from "../../protocol/shapes/shape";
import { encode, type Properties, type Value } from "../../protocol/wire";
import { characterProbes, type Limits } from "./learned";
import { keepLessons } from "./lessons";
import { limitsSaid, ofCombination, saysFormat } from "./refusal-texts";
import type { Teacher } from "./teacher";

/**
 * Learns from the real provider which values it refuses before it asks AWS: enumerations, ranges, lengths, characters,
 * documents. Each question puts one probe into every input of a kind and reads the refusals.
 *
 * @param wanted services and types; all that are shaped when empty
 */
export const learnLimits = (
  teacher: Teacher,
  wanted: readonly string[],
): Promise<Record<string, Record<string, Limits>>> =>
  keepLessons("limits.generated.json", wanted, (type, shape, objects) =>
    learnTypeLimits(teacher, type, shape, objects),
  );

interface Refusal {
  at: string;
  reason: string;
}

/** Inputs made of one probe: the text wherever text belongs, the number wherever a number does. */
type Fill = (text: string, number: number) => Properties;

/** The limits of one type, by the path of the input. */
export async function learnTypeLimits(
  teacher: Pick<Teacher, "ask">,
  type: string,
  shape: ObjectShape,
  objects: ServiceShapes["objects"],
): Promise<Record<string, Limits>> {
  const found: Record<string, Limits> = {};
  const leaves = leavesOf(shape, objects);
  const { named, combined } = await probe(
    teacher,
    type,
    (text, number) => fill(shape, objects, text, number, 4),
    found,
  );
  // What may not be given beside another input is refused for that alone: each of those is asked about by itself.
  for (const { at, place } of leaves.filter(({ at }) => combined.has(at) || isInside(at, combined)))
    await probe(teacher, type, (text, number) => place(text, number), found, at);
  // A name and its prefix exclude each other, and the refusal of that hides the others.
  for (const property of Object.keys(shape.properties).filter((name) => isPrefix(shape, name)))
    await probe(teacher, type, (text) => ({ [property]: text }), found, property);
  // The provider names the whole set when something inside it is wrong, and at times another member of it.
  for (const { at, place } of leaves.filter(({ at }) => isInside(at, named))) {
    delete found[at];
    await probe(teacher, type, (text, number) => place(text, number), found, at);
  }
  for (const { at, place } of leaves.filter(({ at }) => found[at]?.format === "cidr")) {
    const isTaken = async (text: string) =>
      !(await refusals(teacher, type, place(text, 1)))?.some((one) => isAbout(one.at, at));
    if (await isNetwork(isTaken)) found[at] = { ...found[at], format: "network" };
  }
  const kinds = new Map(leaves.map(({ at, kind }) => [at, kind]));
  return Object.fromEntries(Object.entries(found).filter(([at, entry]) => isLimitOf(kinds.get(at), entry)));
}

/** A refusal of another member of the same object, which the provider laid at this one's door, does not fit its kind. */
const isLimitOf = (kind: Shape | undefined, { values, least, most, multipleOf, ...ofText }: Limits): boolean => {
  const ofNumbers = [least, most, multipleOf].some((limit) => limit !== undefined);
  if (kind === "number") return values?.every((value) => Number.isFinite(Number(value))) ?? ofNumbers;
  return kind !== undefined && (values !== undefined || ofNumbers || Object.keys(ofText).length > 0);
};

/** A CIDR block as it is, and with an address inside it in front: a network is refused with the latter. */
const blocks = [
  ["10.1.2.0/24", "10.1.2.3/24"],
  ["2001:db8::/64", "2001:db8::3/64"],
] as const;

async function isNetwork(isTaken: (text: string) => Promise<boolean>): Promise<boolean> {
  for (const [network, inside] of blocks) if (await isTaken(network)) return !(await isTaken(inside));
  return false;
}

const isInside = (at: string, sets: ReadonlySet<string>): boolean => [...sets].some((set) => at.startsWith(`${set}.`));

/**
 * Puts every probe to the provider and notes what it refuses, by input or, if there is only one in question, of `only`.
 * @returns every path that it named over a value, and those that it refuses beside, or without, another input
 */
async function probe(
  teacher: Pick<Teacher, "ask">,
  type: string,
  inputs: Fill,
  found: Record<string, Limits>,
  only?: string,
): Promise<{ named: Set<string>; combined: Set<string> }> {
  const named = new Set<string>();
  const combined = new Set<string>();
  const meant = new Map<string, Set<string>>();
  const limits = (at: string): Limits => (found[only ?? at] ??= {});
  const ask = async (text: string, number: number) => {
    const answer = await refusals(teacher, type, inputs(text, number));
    answer?.filter(({ reason }) => ofCombination.test(reason)).forEach(({ at }) => combined.add(at));
    const all = answer?.filter(({ reason }) => !ofCombination.test(reason));
    // Nothing else is given, so that a refusal laid on another member of its object, as chance has it, is of this one.
    if (only !== undefined) return all?.filter(({ at }) => isAbout(at, only)).map((one) => ({ ...one, at: only }));
    for (const { at, reason } of all ?? []) {
      named.add(at);
      meant.set(at, new Set([...(meant.get(at) ?? []), ownName(reason)]));
    }
    return all;
  };
  const harmless = await ask("a", 1);
  if (!harmless) return { named, combined };
  const alternatives = await noteLimits(ask, limits, harmless);
  // As long as the probes of characters, and with nothing peculiar: what is refused of those is refused for that.
  const plain = (await ask("abcde", 1)) ?? [];
  const refusedAnyway = new Set([...[...harmless, ...plain].map(({ at }) => at), ...alternatives]);
  const isSettled = only !== undefined && (found[only]?.values ?? found[only]?.format) !== undefined;
  if (!isSettled && !(only !== undefined && (await takesAllCharacters(ask, refusedAnyway))))
    await probeCharacters(ask, limits, refusedAnyway);
  for (const [at, names] of meant) {
    if (!at.includes(".") || [...names].every((name) => isNameOf(name, at))) continue;
    delete found[at];
    named.add(parentOf(at));
  }
  return { named, combined };
}

const parentOf = (at: string): string => at.slice(0, Math.max(0, at.lastIndexOf(".")));

const isAbout = (at: string, only: string): boolean =>
  at === only || only.startsWith(`${at}.`) || (at.includes(".") && parentOf(at) === parentOf(only));

/** The name by which the provider's words call the input that they are about; empty where they do not. */
const ownName = (reason: string): string =>
  (/expected (?:length of )?(\S+) to |invalid value for (\S+) \(|^"([\w.]+)"/.exec(reason) ?? [])
    .slice(1)
    .find((name) => name !== undefined)
    ?.replace(/^.*\./, "") ?? "";

/** Whether a name of the provider is that of an input: `host_name` of `hostName`, and `value` of `values`. */
const isNameOf = (name: string, at: string): boolean => {
  const own = at.slice(at.lastIndexOf(".") + 1).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [name, `${name}s`, `${name}es`].includes(own);
};

type Ask = (text: string, number: number) => Promise<Refusal[] | undefined>;

/** Texts and numbers that most limits refuse. */
const refusedByMost = [
  ["!bad!", 99_999_999],
  ["a", -99_999_999],
  ["a".repeat(20_000), 1],
] as const;

/**
 * @param harmless what the provider refuses of a plain word and the number 1
 * @returns inputs that take a format, such as an ARN, and other texts besides
 */
async function noteLimits(ask: Ask, limits: (at: string) => Limits, harmless: readonly Refusal[]): Promise<string[]> {
  const alternatives = new Set<string>();
  for (const [text, number] of refusedByMost) {
    const reasons = new Map<string, string[]>();
    for (const { at, reason } of (await ask(text, number)) ?? []) reasons.set(at, [...(reasons.get(at) ?? []), reason]);
    for (const [at, said] of reasons) {
      const { format, ...others } = limitsSaid(said);
      // Where a plain word is taken, a format is one of several that are.
      const isOnly = format !== undefined && harmless.some((one) => one.at === at);
      Object.assign(limits(at), others, isOnly && { format });
      if (!isOnly && said.some(saysFormat)) alternatives.add(at);
    }
  }
  return [...alternatives];
}

/** Texts with all that is peculiar in the character probes: three questions for the one input that takes everything. */
const peculiarTexts = ["-aBc_d.e/f g:h!i--j-", "1ab", "sg-ab"];

async function takesAllCharacters(ask: Ask, refusedAnyway: ReadonlySet<string>): Promise<boolean> {
  for (const text of peculiarTexts) {
    const refused = await ask(text, 1);
    if (!refused?.every(({ at }) => refusedAnyway.has(at))) return false;
  }
  return true;
}

/** Which characters are refused of inputs that take an ordinary text. */
async function probeCharacters(
  ask: Ask,
  limits: (at: string) => Limits,
  refusedAnyway: ReadonlySet<string>,
): Promise<void> {
  for (const [name, { text }] of Object.entries(characterProbes)) {
    for (const { at } of (await ask(text, 1)) ?? []) {
      const entry = limits(at);
      if (refusedAnyway.has(at) || entry.values || entry.format) continue;
      if (!entry.refuses?.includes(name)) entry.refuses = [...(entry.refuses ?? []), name];
    }
  }
}

const unnamed = new provider.CheckRequest.AutonamingOptions().setMode(
  provider.CheckRequest.AutonamingOptions.Mode.DISABLE,
);

/** Paths of inputs that the provider refuses, without list indices. */
async function refusals(
  teacher: Pick<Teacher, "ask">,
  type: string,
  inputs: Properties,
): Promise<Refusal[] | undefined> {
  const request = new provider.CheckRequest()
    .setUrn(`urn:pulumi:s::p::${type}::x`)
    .setNews(encode(inputs))
    .setRandomseed(new Uint8Array(32))
    .setAutonaming(unnamed);
  try {
    const answer = await teacher.ask<provider.CheckResponse>("check", request);
    return answer.getFailuresList().flatMap((failure) => {
      const reason = failure.getReason();
      const at = /Examine values at 'x\.([^']+)'/.exec(reason)?.[1]?.replace(/\[\d+\]/g, "");
      return at === undefined || /Unsupported|not expected|is required, but/.test(reason) ? [] : [{ at, reason }];
    });
  } catch {
    return undefined;
  }
}

const isPrefix = (shape: ObjectShape, property: string): boolean =>
  property.endsWith("Prefix") && property.slice(0, -"Prefix".length) in shape.properties;

/** Inputs in which every text and every number is the probe. */
function fill(
  shape: ObjectShape,
  objects: ServiceShapes["objects"],
  text: string,
  number: number,
  depth: number,
): Properties {
  const valueOf = (kind: Shape): Value | undefined => {
    if (kind === "boolean") return true;
    if (typeof kind === "object" && "map" in kind) return {};
    if (typeof kind === "object" && "oneOf" in kind) return kind.oneOf[0];
    if (typeof kind === "object") {
      const item = valueOf(kind.list);
      return item === undefined ? [] : [item];
    }
    if (!kind.startsWith("#")) return scalar(kind, text, number);
    const object = objects[kind.slice(1)];
    return object && depth > 0 ? fill(object, objects, text, number, depth - 1) : undefined;
  };
  const skipped = (property: string) => property === "region" || isPrefix(shape, property);
  const entries = Object.entries(shape.properties).map(([property, kind]) => [property, valueOf(kind)] as const);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, Value] => entry[1] !== undefined && !skipped(entry[0])),
  );
}

const scalar = (kind: Shape, text: string, number: number): Value | undefined =>
  kind === "string" || kind === "json" ? text : kind === "number" ? number : undefined;

/** Every text and number, and how to give it and nothing else. */
function leavesOf(
  shape: ObjectShape,
  objects: ServiceShapes["objects"],
  depth = 5,
): { at: string; kind: Shape; place: Fill }[] {
  return Object.entries(shape.properties).flatMap(([property, kind]) => {
    const element = typeof kind === "object" && "list" in kind ? kind.list : kind;
    const wrap = (value: Value): Properties => ({ [property]: element === kind ? value : [value] });
    if (typeof element !== "string" || element === "boolean" || element === "any" || depth === 0) return [];
    if (!element.startsWith("#"))
      return [{ at: property, kind: element, place: (text, number) => wrap(scalar(element, text, number) ?? null) }];
    const object = objects[element.slice(1)];
    return (object ? leavesOf(object, objects, depth - 1) : []).map(({ at, kind: inner, place }) => ({
      at: `${property}.${at}`,
      kind: inner,
      place: (text, number) => wrap(place(text, number)),
    }));
  });
}
