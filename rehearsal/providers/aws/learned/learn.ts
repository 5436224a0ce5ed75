import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { shapedServices, shapesFile, type ResourceShape, type ServiceShapes, type Shape } from "../../shapes/shape";
import { decode, encode, type Properties, type Value } from "../../wire";
import { limitsOf, type LearnedType, type Limits } from "./learned";
import { Teacher } from "./teacher";

/**
 * Learns from the real provider, by asking it for the difference between two sets of inputs, which inputs replace a
 * resource, which lists are sets, which inputs may be left out later, and how resources are named automatically.
 *
 *     AWS_BRIDGE=<a provider server that prints its port> node --require ./scripts/load-typescript.cjs <this file> [service…]
 */
async function main(): Promise<void> {
  const teacher = new Lessons();
  const services = process.argv.length > 2 ? process.argv.slice(2) : shapedServices["@pulumi/aws"]!;
  const file = path.join(__dirname, "learned.generated.json");
  const learned = (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}) as Record<string, LearnedType>;
  try {
    for (const service of services) {
      const shapes = JSON.parse(readFileSync(shapesFile("@pulumi/aws", service), "utf8")) as ServiceShapes;
      for (const [type, shape] of Object.entries(shapes.resources)) {
        const lesson = await teacher.learn(type, shape, shapes.objects);
        if (lesson) learned[type] = lesson;
      }
      process.stderr.write(`${service}\n`);
      const lines = Object.entries(learned).map(
        ([name, lesson]) => `${JSON.stringify(name)}: ${JSON.stringify(lesson)}`,
      );
      writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
    }
  } finally {
    teacher.stop();
  }
}

interface Question {
  path: string;
  /** Puts a value, or undefined for none, at the path into the inputs of a resource. */
  place(value: Value | undefined): Properties;
  kind: Shape;
  samples: [Value, Value];
}

/** After so many questions without an answer a type is given up: some differences ask AWS, which nobody plays here. */
const patience = 3;

class Lessons extends Teacher {
  private unanswered = 0;

  async learn(type: string, shape: ResourceShape, objects: ServiceShapes["objects"]): Promise<LearnedType | undefined> {
    const name = await this.autoname(type, shape);
    if (name === null) return undefined;
    this.unanswered = 0;
    const lesson: LearnedType = { replaces: [], sets: [], kept: [], ...(name && { name }) };
    for (const question of questions(type, shape, objects)) {
      if (this.unanswered > patience) process.stderr.write(`gave up ${type} at ${question.path}\n`);
      if (this.unanswered > patience) break;
      const [first, second] = question.samples;
      const changed = await this.diff(type, question.path, question.place(first), question.place(second));
      if (changed?.replaces) lesson.replaces.push(question.path);
      if (typeof question.kind === "object" && "list" in question.kind && question.kind.list === "string") {
        const swapped = await this.diff(
          type,
          question.path,
          question.place(["a-1", "b-2"]),
          question.place(["b-2", "a-1"]),
        );
        if (swapped && !swapped.differs) lesson.sets.push(question.path);
      }
      if (!question.path.includes(".") && !shape.required.includes(question.path)) {
        const removed = await this.diff(type, question.path, question.place(first), question.place(undefined));
        if (removed && !removed.differs) lesson.kept.push(question.path);
      }
    }
    return lesson;
  }

  /** The property that is named automatically and its longest value; undefined without one; null for an unknown type. */
  private async autoname(type: string, shape: ResourceShape): Promise<LearnedType["name"] | null> {
    const inputs = Object.fromEntries(
      shape.required.map((property) => [property, samples(shape.properties[property]!, limitsOf(type)[property])[0]]),
    );
    const urn = `urn:pulumi:s::p::${type}::${"x".repeat(300)}`;
    const short = urn.replace(/x+$/, "Short.name");
    try {
      const ask = async (asked: string) => {
        const request = new provider.CheckRequest()
          .setUrn(asked)
          .setNews(encode(inputs))
          .setRandomseed(new Uint8Array(32).fill(7));
        return decode((await this.call<unknown, provider.CheckResponse>("check", request)).getInputs()).values;
      };
      const named = await ask(short);
      const property = Object.keys(named).find(
        (key) => !(key in inputs) && /^Short.name|^short.name/.test(String(named[key])),
      );
      if (property === undefined) return undefined;
      const longest = await longestName(async (length) =>
        String((await ask(urn.replace(/x+$/, "x".repeat(length))))[property]),
      );
      return { property, longest, lower: String(named[property]).startsWith("s") };
    } catch (error) {
      return /unknown resource|unrecognized|not.found/i.test((error as Error).message) ? null : undefined;
    }
  }

  private async diff(type: string, at: string, before: Properties, after: Properties): Promise<Answer | undefined> {
    const request = new provider.DiffRequest()
      .setId("id-1")
      .setUrn(`urn:pulumi:s::p::${type}::x`)
      .setOlds(encode({ ...before, id: "id-1" }))
      .setOldInputs(encode(before))
      .setNews(encode(after));
    try {
      const answer = await this.call<unknown, provider.DiffResponse>("diff", request);
      const kinds: number[] = [];
      answer.getDetaileddiffMap().forEach((change, key) => {
        const plain = key.replace(/\[\d+\]/g, "");
        if (plain === at || plain.startsWith(`${at}.`) || at.startsWith(`${plain}.`)) kinds.push(change.getKind());
      });
      const { ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE } = provider.PropertyDiff.Kind;
      const replacing: number[] = [ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE];
      return { differs: kinds.length > 0, replaces: kinds.some((kind) => replacing.includes(kind)) };
    } catch (error) {
      if (/DEADLINE|UNAVAILABLE/.test((error as Error).message)) this.unanswered += 1;
      return undefined;
    }
  }
}

/** What changes at the path in question. */
interface Answer {
  differs: boolean;
  replaces: boolean;
}

/** The longest name that the provider makes: beyond it, it refuses the resource's own name. */
async function longestName(nameFor: (length: number) => Promise<string>): Promise<number> {
  let longest = 0;
  for (let low = 1, high = 290; low <= high;) {
    const middle = (low + high) >> 1;
    const name = await nameFor(middle).catch(() => "undefined");
    if (name === "undefined") high = middle - 1;
    else {
      longest = Math.max(longest, name.length);
      low = middle + 1;
    }
  }
  return longest;
}

/** Two different values of a kind, of those that the provider lets pass. */
function samples(kind: Shape, limits: Limits = {}): [Value, Value] {
  const [first, second = first] = limits.values ?? [];
  if (kind === "number" && first !== undefined) return [Number(first), Number(second)];
  if (kind === "number") return [limits.least ?? 1, (limits.least ?? 1) + 1];
  if (kind === "boolean") return [true, false];
  if (typeof kind === "object" && "list" in kind)
    return [[samples(kind.list, limits)[0]], [samples(kind.list, limits)[1]]];
  if (typeof kind === "object" && "oneOf" in kind) return [kind.oneOf[0]!, kind.oneOf[1] ?? kind.oneOf[0]!];
  if (typeof kind === "object") return [{ a: samples(kind.map)[0] }, { a: samples(kind.map)[1] }];
  if (kind.startsWith("#")) return [{}, {}];
  if (first !== undefined) return [first, second!];
  if (limits.format === "cidr") return ["10.0.0.0/16", "10.1.0.0/16"];
  if (limits.format === "arn") return ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/b"];
  if (kind === "json" || limits.format === "json") return ['{"a":1}', '{"a":2}'];
  return [`${limits.prefix ?? ""}a-1`, `${limits.prefix ?? ""}b-2`];
}

/** Every input to depth three, with what a resource needs besides. */
function questions(type: string, shape: ResourceShape, objects: ServiceShapes["objects"]): Question[] {
  const limits = limitsOf(type);
  const base = requiredOf(shape, objects, limits, "", 3);
  const found: Question[] = [];
  const visit = (kind: Shape, at: string, depth: number, place: (value: Value | undefined) => Properties) => {
    const element = typeof kind === "object" && "list" in kind ? kind.list : kind;
    if (typeof element === "string" && element.startsWith("#")) {
      const object = objects[element.slice(1)];
      if (!object || depth >= 3) return;
      for (const [property, inner] of Object.entries(object.properties)) {
        const inside = (value: Value | undefined) => {
          const filled = withValue(requiredOf(object, objects, limits, `${at}.`, 2), property, value);
          return place(element === kind ? filled : [filled]);
        };
        visit(inner, `${at}.${property}`, depth + 1, inside);
      }
    } else found.push({ path: at, kind, place, samples: samples(kind, limits[at]) });
  };
  for (const [property, kind] of Object.entries(shape.properties)) {
    visit(kind, property, 1, (value) => withValue(base, property, value));
  }
  return found;
}

const withValue = (base: Properties, property: string, value: Value | undefined): Properties => {
  const { [property]: _old, ...rest } = base;
  return value === undefined ? rest : { ...rest, [property]: value };
};

type Described = { properties: Record<string, Shape>; required: string[] };

function requiredOf(
  shape: Described,
  objects: ServiceShapes["objects"],
  limits: Record<string, Limits>,
  prefix: string,
  depth: number,
): Properties {
  const valueOf = (kind: Shape, at: string): Value => {
    if (typeof kind === "object" && "list" in kind) return [valueOf(kind.list, at)];
    if (typeof kind === "string" && kind.startsWith("#")) {
      const object = objects[kind.slice(1)];
      return object && depth > 0 ? requiredOf(object, objects, limits, `${at}.`, depth - 1) : {};
    }
    return samples(kind, limits[at])[0];
  };
  return Object.fromEntries(
    shape.required.map((property) => [property, valueOf(shape.properties[property]!, prefix + property)]),
  );
}

void main();
