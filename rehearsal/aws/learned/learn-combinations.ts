import * as provider from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceShape, ServiceShapes } from "../../protocol/shapes/shape";
import { encode, type Properties } from "../../protocol/wire";
import { limitsOf, type Combinations } from "./learned";
import { keepLessons } from "./lessons";
import { questions } from "./questions";
import type { Teacher } from "./teacher";

/**
 * Learns from the real provider which inputs of a type exclude, need or replace one another: it refuses them before it
 * asks AWS, and no schema says so.
 *
 * @param wanted services and types; all that are shaped when empty
 */
export const learnCombinations = (teacher: Teacher, wanted: readonly string[]): Promise<Record<string, Combinations>> =>
  keepLessons<Combinations>("combinations.generated.json", wanted, (type, shape, objects) =>
    new Pupil(teacher, type, shape, objects).learn(),
  );

/** A refusal: the input that the provider lays it on, undefined where it names none, and its words. */
interface Refusal {
  property?: string;
  reason: string;
}

/** Asks about one type. */
class Pupil {
  /** The provider's own names for inputs; most are the same words written with underscores. */
  private readonly ownNames = new Map<string, string>();
  private readonly required: Properties;
  private readonly samples: Properties;

  constructor(
    private readonly teacher: Teacher,
    private readonly type: string,
    private readonly shape: ResourceShape,
    objects: ServiceShapes["objects"],
  ) {
    const asked = questions(shape, { objects, limits: limitsOf(type), given: {}, samples: {} });
    const top = asked.filter(({ path: at }) => !at.includes(".") && at !== "region");
    this.required = top.find(({ required }) => !required)?.place(undefined) ?? {};
    this.samples = Object.fromEntries(top.map(({ path: at, samples }) => [at, samples[0]]));
    for (const property of Object.keys(shape.properties))
      this.ownNames.set(
        property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        property,
      );
  }

  async learn(): Promise<Combinations> {
    const everything = await this.ask({ ...this.required, ...this.samples });
    const excludes = await this.exclusions(everything);
    const exactlyOne = this.sets([...everything], /only one of `([^`]+)` can be specified/);
    const least = await this.ask(this.required);
    exactlyOne.push(...this.sets(least, /Exactly one of these attributes must be configured: \[([^\]]+)\]/));
    const known = new Set(exactlyOne.map(String));
    const oneOf = [
      /: one of `([^`]+)` must be specified/,
      /At least one of these attributes must be configured: \[([^\]]+)\]/,
    ];
    const atLeastOne = oneOf.flatMap((pattern) => this.sets(least, pattern)).filter((set) => !known.has(String(set)));
    const needs = await this.needs();
    return {
      ...(Object.keys(excludes).length > 0 ? { excludes } : {}),
      ...(exactlyOne.length > 0 ? { exactlyOne } : {}),
      ...(atLeastOne.length > 0 ? { atLeastOne } : {}),
      ...(Object.keys(needs).length > 0 ? { needs } : {}),
    };
  }

  /** Of several inputs that one excludes the provider names the first: that is left out, and the question asked again. */
  private async exclusions(refused: readonly Refusal[]): Promise<Record<string, string[]>> {
    const excludes: Record<string, string[]> = {};
    for (const { property, reason } of refused) {
      if (property === undefined || !/conflicts with/.test(reason)) continue;
      const left = { ...this.required, ...this.samples };
      for (let words: string | undefined = reason; words !== undefined;) {
        const other = this.named(/conflicts with (\S+?)\./.exec(`${words}.`)?.[1]);
        if (other === undefined || !(other in left)) break;
        (excludes[property] ??= []).push(other);
        delete left[other];
        const again = await this.ask(left);
        words = again.find((one) => one.property === property && /conflicts with/.test(one.reason))?.reason;
      }
    }
    for (const others of Object.values(excludes)) others.sort();
    return excludes;
  }

  private async needs(): Promise<Record<string, string[]>> {
    const needs: Record<string, string[]> = {};
    for (const [property, sample] of Object.entries(this.samples)) {
      const refused = await this.ask({ ...this.required, [property]: sample });
      const mine = refused.filter((one) => one.property === property);
      const others = this.sets(mine, /: all of `([^`]+)` must be specified/).flat();
      const needed = [...new Set(others)].filter((other) => other !== property);
      if (needed.length > 0) needs[property] = needed;
    }
    return needs;
  }

  /** The sets of inputs that refusals name, each once; those with a name that is no input's are left out. */
  private sets(refused: readonly Refusal[], pattern: RegExp): string[][] {
    const sets = refused.flatMap(({ reason }) => {
      const names = pattern
        .exec(reason)?.[1]
        ?.split(",")
        .map((name) => this.named(name.trim()));
      return names?.every((name): name is string => name !== undefined) ? [[...names].sort()] : [];
    });
    return [...new Map(sets.map((set) => [String(set), set])).values()].sort((one, other) =>
      String(one) < String(other) ? -1 : 1,
    );
  }

  private named(own: string | undefined): string | undefined {
    return own === undefined ? undefined : this.ownNames.get(own);
  }

  private async ask(inputs: Properties): Promise<Refusal[]> {
    const request = new provider.CheckRequest()
      .setUrn(`urn:pulumi:s::p::${this.type}::x`)
      .setNews(encode(inputs))
      .setRandomseed(new Uint8Array(32))
      .setAutonaming(unnamed);
    try {
      const answer = await this.teacher.ask<provider.CheckResponse>("check", request);
      return answer.getFailuresList().map((failure) => {
        const reason = failure.getReason();
        const property = /Examine values at 'x\.(\w+)/.exec(reason)?.[1];
        const own = /"(\w+)": /.exec(reason)?.[1];
        if (property !== undefined && own !== undefined && property in this.shape.properties)
          this.ownNames.set(own, property);
        return property === undefined ? { reason } : { property, reason };
      });
    } catch (error) {
      // Types of the provider's newer framework answer with an error that says the same.
      return [{ reason: (error as Error).message }];
    }
  }
}

const unnamed = new provider.CheckRequest.AutonamingOptions().setMode(
  provider.CheckRequest.AutonamingOptions.Mode.DISABLE,
);
