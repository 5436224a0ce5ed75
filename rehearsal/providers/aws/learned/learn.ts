import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { shapedServices, shapesFile, type ResourceShape, type ServiceShapes, type Shape } from "../../shapes/shape";
import { decode, encode, type Properties, type Value } from "../../wire";
import type { LearnedType } from "./learned";

/**
 * Learns from the real provider, by asking it for the difference between two sets of inputs, which inputs replace a
 * resource, which lists are sets, which inputs may be left out later, and how resources are named automatically.
 *
 *     AWS_BRIDGE=<a provider server that prints its port> node --require ./scripts/load-typescript.cjs <this file>
 */
async function main(): Promise<void> {
  const teacher = new Teacher();
  const learned: Record<string, LearnedType> = {};
  try {
    for (const service of shapedServices["@pulumi/aws"]!) {
      const shapes = JSON.parse(readFileSync(shapesFile("@pulumi/aws", service), "utf8")) as ServiceShapes;
      for (const [type, shape] of Object.entries(shapes.resources)) {
        const lesson = await teacher.learn(type, shape, shapes.objects);
        if (lesson) learned[type] = lesson;
      }
      process.stderr.write(`${service}\n`);
    }
    const lines = Object.entries(learned).map(([type, lesson]) => `${JSON.stringify(type)}: ${JSON.stringify(lesson)}`);
    writeFileSync(path.join(__dirname, "learned.generated.json"), `{\n${lines.join(",\n")}\n}\n`);
  } finally {
    teacher.stop();
  }
}

interface Question {
  path: string;
  /** Puts a value, or undefined for none, at the path into the inputs of a resource. */
  place(value: Value | undefined): Properties;
  kind: Shape;
}

class Teacher {
  private bridge: ChildProcess | undefined;
  private client: ResourceProviderClient | undefined;

  stop(): void {
    this.client?.close();
    this.bridge?.kill();
    this.client = undefined;
  }

  private async start(): Promise<ResourceProviderClient> {
    const bridge = spawn(process.env.AWS_BRIDGE!, ["-port", "0"], {
      // No endpoint answers: a difference is worked out without one.
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: "http://127.0.0.1:9",
        AWS_ACCESS_KEY_ID: "x",
        AWS_SECRET_ACCESS_KEY: "x",
      },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const port = await new Promise<string>((resolve) =>
      bridge.stdout.once("data", (data) => resolve(String(data).trim())),
    );
    this.bridge = bridge;
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const unchecked = ["skipCredentialsValidation", "skipMetadataApiCheck", "skipRequestingAccountId"];
    const settings = { region: "us-east-1", ...Object.fromEntries(unchecked.map((name) => [name, "true"])) };
    await this.call("configure", new provider.ConfigureRequest().setArgs(encode(settings)).setAcceptsecrets(true));
    return this.client;
  }

  /** Asks; starts the provider, again if the question before made it crash. */
  private async call<Request, Response>(method: string, request: Request): Promise<Response> {
    const client = (this.client ?? (await this.start())) as unknown as Record<string, (...args: unknown[]) => void>;
    return new Promise((resolve, reject) =>
      client[method]!(request, { deadline: Date.now() + 3_000 }, (error: Error | null, response: Response) => {
        if (error && /UNAVAILABLE|Unavailable|EOF|DEADLINE/.test(error.message)) this.stop();
        return error ? reject(error) : resolve(response);
      }),
    );
  }

  async learn(type: string, shape: ResourceShape, objects: ServiceShapes["objects"]): Promise<LearnedType | undefined> {
    const name = await this.autoname(type, shape);
    if (name === null) return undefined;
    const lesson: LearnedType = { replaces: [], sets: [], kept: [], ...(name && { name }) };
    for (const question of questions(shape, objects)) {
      const [first, second] = samples(question.kind);
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
      shape.required.map((property) => [property, samples(shape.properties[property]!)[0]]),
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
    } catch {
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

/** Two different values of a kind. */
function samples(kind: Shape): [Value, Value] {
  if (kind === "number") return [1, 2];
  if (kind === "boolean") return [true, false];
  if (kind === "json") return ['{"a":1}', '{"a":2}'];
  if (typeof kind === "object" && "list" in kind) return [[samples(kind.list)[0]], [samples(kind.list)[1]]];
  if (typeof kind === "object") return [{ a: samples(kind.map)[0] }, { a: samples(kind.map)[1] }];
  return kind.startsWith("#") ? [{}, {}] : ["a-1", "b-2"];
}

/** Every input to depth three, with what a resource needs besides. */
function questions(shape: ResourceShape, objects: ServiceShapes["objects"]): Question[] {
  const base = requiredOf(shape, objects, 3);
  const found: Question[] = [];
  const visit = (kind: Shape, at: string, depth: number, place: (value: Value | undefined) => Properties) => {
    const element = typeof kind === "object" && "list" in kind ? kind.list : kind;
    if (typeof element === "string" && element.startsWith("#")) {
      const object = objects[element.slice(1)];
      if (!object || depth >= 3) return;
      for (const [property, inner] of Object.entries(object.properties)) {
        const inside = (value: Value | undefined) => {
          const filled = withValue(requiredOf(object, objects, 2), property, value);
          return place(element === kind ? filled : [filled]);
        };
        visit(inner, `${at}.${property}`, depth + 1, inside);
      }
    } else found.push({ path: at, kind, place });
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

function requiredOf(
  shape: { properties: Record<string, Shape>; required: string[] },
  objects: ServiceShapes["objects"],
  depth: number,
): Properties {
  const valueOf = (kind: Shape): Value => {
    if (typeof kind === "object" && "list" in kind) return [valueOf(kind.list)];
    if (typeof kind === "string" && kind.startsWith("#")) {
      const object = objects[kind.slice(1)];
      return object && depth > 0 ? requiredOf(object, objects, depth - 1) : {};
    }
    return samples(kind)[0];
  };
  return Object.fromEntries(shape.required.map((property) => [property, valueOf(shape.properties[property]!)]));
}

void main();
