import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { cardOf } from "../../cards/cards";
import { leaves } from "../rule";
import type { ResourceShape, ServiceShapes } from "../../protocol/shapes/shape";
import { decode, encode, isProperties, unknown, type Properties, type Value } from "../../protocol/wire";
import { limitsOf } from "./learned";
import type { LearnedType } from "./learned-type";
import { keepLessons } from "./lessons";
import { isList, questions, samples, type Question } from "./questions";
import type { Teacher } from "./teacher";

/**
 * Learns from the real provider, by asking it for the difference between two sets of inputs, which inputs replace a
 * resource, which lists are sets, which inputs may be left out later, and how resources are named automatically.
 *
 * @param wanted services and types; all that are shaped when empty
 */
export const learnDifferences = (teacher: Teacher, wanted: readonly string[]): Promise<Record<string, LearnedType>> =>
  keepLessons<LearnedType>("learned.generated.json", wanted, (type, shape, objects) =>
    new Lessons(teacher, type).learn(shape, objects),
  );

/** What changes at the path in question. */
interface Answer {
  differs: boolean;
  replaces: boolean;
}

/** What one question teaches. */
type Part = Pick<LearnedType, "replaces" | "replacesWhen" | "sets" | "kept" | "unanswered">;

const nothing = (): Part => ({ replaces: [], sets: [], kept: [] });

/** Milliseconds between two lines that say how far it is. */
const sayEvery = 30_000;

function add(lesson: LearnedType, { replaces, replacesWhen, sets, kept, unanswered }: Part): void {
  lesson.replaces.push(...replaces);
  lesson.sets.push(...sets);
  lesson.kept.push(...kept);
  if (replacesWhen) lesson.replacesWhen = { ...lesson.replacesWhen, ...replacesWhen };
  if (unanswered) lesson.unanswered = [...(lesson.unanswered ?? []), ...unanswered];
}

class Lessons {
  constructor(
    private readonly teacher: Teacher,
    private readonly type: string,
  ) {}

  async learn(shape: ResourceShape, objects: ServiceShapes["objects"]): Promise<LearnedType | undefined> {
    const { type } = this;
    const name = await this.autoname(shape);
    if (name === null) return undefined;
    const lesson: LearnedType = { replaces: [], sets: [], kept: [], ...(name && { name }) };
    const given = { ...(name && { [name.property]: "a-1" }), ...cardOf(type)?.learning?.circumstances };
    const all = questions(shape, {
      objects,
      limits: limitsOf(type),
      given,
      samples: cardOf(type)?.learning?.samples ?? {},
    });
    const inputs = all.filter(({ isBlock }) => !isBlock);
    const ofInputs = await this.several(inputs, (question) => this.learnInput(question));
    for (const part of ofInputs) add(lesson, part);
    const blocks = all.filter(({ isBlock }) => isBlock);
    const ofBlocks = await this.several(blocks, (question) => this.learnBlock(question, lesson.replaces));
    for (const part of ofBlocks) add(lesson, part);
    return lesson;
  }

  /** What is learned by each question, in their order, though several are asked at a time. */
  private async several(all: readonly Question[], learn: (question: Question) => Promise<Part>): Promise<Part[]> {
    const parts: Part[] = [];
    const left = [...all.entries()];
    let told = Date.now();
    const next = async (): Promise<void> => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) {
        const [index, question] = one;
        const part = await learn(question);
        parts[index] = part;
        if (Date.now() - told < sayEvery) continue;
        told = Date.now();
        process.stderr.write(`${this.type}: ${all.length - left.length} of ${all.length} inputs\n`);
      }
    };
    await Promise.all(Array.from({ length: this.teacher.atATime }, next));
    return parts;
  }

  private async learnInput(question: Question): Promise<Part> {
    const lesson = nothing();
    const { path: at, kind } = question;
    const [first, second] = question.samples;
    const changed = await this.change(question, first, second);
    const back = kind === "boolean" ? await this.change(question, second, first) : changed;
    if (changed?.replaces && back?.replaces) lesson.replaces.push(at);
    else if (changed?.replaces) (lesson.replacesWhen ??= {})[at] = ["turned off"];
    else if (back?.replaces) (lesson.replacesWhen ??= {})[at] = ["turned on"];
    if (isList(kind) && kind.list === "string") {
      const swapped = await this.change(question, ["a-1", "b-2"], ["b-2", "a-1"]);
      if (swapped && !swapped.differs) lesson.sets.push(at);
    }
    const removed = await this.isRemovable(question);
    // What makes no difference in any way is no input to this version of the provider.
    const isInput = changed?.differs || back?.differs || removed === "changed";
    if (removed === "kept" && isInput) lesson.kept.push(at);
    const isAnswered = changed !== undefined && back !== undefined && (isInput || at === "region");
    return isAnswered ? lesson : { ...lesson, unanswered: [at] };
  }

  /** Whether an input stays as it is when it is left out later. One of two samples may be what it is by default. */
  private async isRemovable({ required, samples, ...question }: Question): Promise<"kept" | "changed" | undefined> {
    if (required) return "changed";
    for (const sample of samples) {
      const removed = await this.change(question, sample, undefined);
      if (!removed) return undefined;
      if (removed.differs) return "changed";
    }
    return "kept";
  }

  /** An object replaces by coming or going if anything inside it does; here is learned what does so besides. */
  private async learnBlock(question: Question, replaces: readonly string[]): Promise<Part> {
    const lesson = nothing();
    const { path: at, kind, required } = question;
    const [first, second] = question.samples;
    const removed = required ? undefined : await this.change(question, first, undefined);
    const added = required ? undefined : await this.change(question, undefined, first);
    if ((await this.isRemovable(question)) === "kept" && added?.differs) lesson.kept.push(at);
    const inside = leaves(first, at).some((leaf) => replaces.includes(leaf.at));
    const when = [added?.replaces ? "added" : "", removed?.replaces ? "removed" : ""].filter(Boolean);
    if (when.length > 0 && !inside) (lesson.replacesWhen ??= {})[at] = when as ("added" | "removed")[];
    if (inside && [added, removed].some((answer) => answer?.differs && !answer.replaces))
      process.stderr.write(`${this.type} ${at}: something inside replaces, and the whole does not\n`);
    if (isList(kind)) {
      const [one, other] = [(first as Value[])[0]!, (second as Value[])[0]!];
      const swapped = await this.change(question, [one, other], [other, one]);
      if (swapped && !swapped.differs) lesson.sets.push(at);
      if (!swapped) return { ...lesson, unanswered: [at] };
    }
    const isAnswered = required || (removed !== undefined && added !== undefined);
    return isAnswered ? lesson : { ...lesson, unanswered: [at] };
  }

  private async change(
    question: Pick<Question, "path" | "place">,
    before: Value | undefined,
    after: Value | undefined,
  ): Promise<Answer | undefined> {
    const state = await this.settled(question.place(before));
    const answer = await this.diff(question.path, question.place(before), question.place(after), state);
    // The server tells of replacements by top-level input: something beside the path in question may be meant.
    if (!answer?.replaces || !question.path.includes(".")) return answer;
    const unchanged = await this.diff(question.path, question.place(before), question.place(before), state);
    return unchanged?.replaces ? undefined : answer;
  }

  /** The state that a resource with these inputs has, as far as it is known before there is one: with its defaults. */
  private async settled(inputs: Properties): Promise<Properties> {
    const request = new provider.CreateRequest()
      .setUrn(urnOf(this.type, "x"))
      .setProperties(encode(inputs))
      .setPreview(true);
    try {
      const planned = await this.teacher.ask<provider.CreateResponse>("create", request);
      return known(decode(planned.getProperties()).values) as Properties;
    } catch {
      return inputs;
    }
  }

  private async diff(
    at: string,
    before: Properties,
    after: Properties,
    state: Properties,
  ): Promise<Answer | undefined> {
    const request = new provider.DiffRequest()
      .setId("id-1")
      .setUrn(urnOf(this.type, "x"))
      .setOlds(encode({ ...state, id: "id-1" }))
      .setOldInputs(encode(before))
      .setNews(encode(after));
    try {
      const answer = await this.teacher.ask<provider.DiffResponse>("diff", request);
      const kinds: number[] = [];
      answer.getDetaileddiffMap().forEach((change, key) => {
        const plain = key.replace(/\[\d+\]/g, "");
        if (plain === at || plain.startsWith(`${at}.`) || at.startsWith(`${plain}.`)) kinds.push(change.getKind());
      });
      const { ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE } = provider.PropertyDiff.Kind;
      const replacing: number[] = [ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE];
      return { differs: kinds.length > 0, replaces: kinds.some((kind) => replacing.includes(kind)) };
    } catch (error) {
      if (process.env.DEBUG_LESSONS) process.stderr.write(`${this.type} ${at}: ${(error as Error).message}\n`);
      return undefined;
    }
  }

  /** The property that is named automatically and its longest value; undefined without one; null for an unknown type. */
  private async autoname(shape: ResourceShape): Promise<LearnedType["name"] | null> {
    const limits = limitsOf(this.type);
    const inputs = Object.fromEntries(
      shape.required.map((property) => [property, samples(shape.properties[property]!, limits[property])[0]]),
    );
    const ask = async (name: string) => {
      const request = new provider.CheckRequest()
        .setUrn(urnOf(this.type, name))
        .setNews(encode(inputs))
        .setRandomseed(new Uint8Array(32).fill(7));
      return decode((await this.teacher.ask<provider.CheckResponse>("check", request)).getInputs()).values;
    };
    try {
      const named = await ask("Short.name");
      const property = Object.keys(named).find(
        (key) => !(key in inputs) && /^Short.name|^short.name/.test(String(named[key])),
      );
      if (property === undefined) return undefined;
      const longest = await longestName(async (length) => String((await ask("x".repeat(length)))[property]));
      return { property, longest, lower: String(named[property]).startsWith("s") };
    } catch (error) {
      return /unknown resource|unrecognized|not.found/i.test((error as Error).message) ? null : undefined;
    }
  }
}

const urnOf = (type: string, name: string): string => `urn:pulumi:s::p::${type}::${name}`;

/** A value without what is unknown in it. */
function known(value: Value): Value {
  if (Array.isArray(value)) return value.filter((item) => item !== unknown).map(known);
  if (!isProperties(value)) return value;
  const entries = Object.entries(value).filter(([name, inner]) => inner !== unknown && name !== "__meta");
  return Object.fromEntries(entries.map(([name, inner]) => [name, known(inner)]));
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
