import { createHash } from "node:crypto";
import type { Properties } from "./wire";

/** Something that exists in the simulated account. */
export interface Thing {
  type: string;
  id: string;
  /** Who made it, as far as the account can tell: the URN whose create call this was. */
  urn: string;
  inputs: Properties;
  outputs: Properties;
}

/**
 * The simulated account. It is kept apart from Pulumi's state on purpose: what a lost answer leaves behind, and what
 * was deleted behind the stack's back, shows here and not there.
 */
export class SimulatedCloud {
  readonly accountId = "123456789012";
  /** Newest revision of each task definition family; revisions are never used again. */
  readonly revisions = new Map<string, number>();
  /** What deletions left behind on purpose: final snapshots, secrets in their recovery window. */
  readonly remains: Thing[] = [];
  private readonly things = new Map<string, Thing>();
  /** What follows from what is there, until that changes: hundreds of questions are asked of the same. */
  private lists:
    { all: readonly Thing[]; ofType: Map<string, readonly Thing[]>; madeBy: Map<string, Thing> } | undefined;
  private readonly shown = new Map<string, string>();
  private created = 0;

  /** @param given texts that the stack's config names, and that are taken to exist, such as a VPC of the user's own */
  constructor(
    private readonly seed: string,
    private given: ReadonlySet<string> = new Set(),
  ) {}

  /** What the stack's config names once it has been changed. */
  setGiven(given: ReadonlySet<string>): void {
    this.given = given;
  }

  isGiven(reference: string): boolean {
    return this.given.has(reference) || [...this.shown.values()].includes(reference);
  }

  /** Whether the stack's config names this somewhere, alone or inside a longer text. */
  isMentioned(part: string): boolean {
    return [...this.given].some((text) => text.includes(part));
  }

  /** The identifier of something of the user's own, or of AWS's, that a function looks up: the same whenever asked. */
  show(what: string, identifier: () => string): string {
    const shown = this.shown.get(what) ?? identifier();
    this.shown.set(what, shown);
    return shown;
  }

  /** Gives a secret of the user's own another current version, as its rotation does. */
  rotate(secretArn: string): void {
    this.shown.set(currentVersionOf(secretArn), this.freshHex(32, "secret version"));
  }

  all(type?: string): readonly Thing[] {
    const { all, ofType } = this.#listed();
    if (type === undefined) return all;
    const those = ofType.get(type) ?? all.filter((thing) => thing.type === type);
    ofType.set(type, those);
    return those;
  }

  #listed() {
    if (this.lists) return this.lists;
    const all = [...this.things.values()];
    return (this.lists = { all, ofType: new Map(), madeBy: new Map(all.map((thing) => [thing.urn, thing])) });
  }

  get(type: string, id: string): Thing | undefined {
    return this.things.get(`${type}|${id}`);
  }

  /** What a resource of the program stands for: the newest, since what an answer that was lost left behind is older. */
  madeBy(urn: string): Thing | undefined {
    return this.#listed().madeBy.get(urn);
  }

  put(thing: Thing): void {
    this.things.set(`${thing.type}|${thing.id}`, thing);
    this.lists = undefined;
  }

  remove(type: string, id: string): boolean {
    this.lists = undefined;
    return this.things.delete(`${type}|${id}`);
  }

  /** What is in the account and not in a stack's state, given as the identifiers there of each type. */
  strays(state: readonly { type: string; id?: string }[]): Thing[] {
    const known = new Set(state.map(({ type, id }) => `${type}|${id}`));
    return this.all().filter(({ type, id }) => !known.has(`${type}|${id}`));
  }

  /** Finds by a property's value in outputs, such as an ARN. */
  find(property: string, value: string): Thing | undefined {
    return this.all().find((thing) => thing.outputs[property] === value);
  }

  /** Hexadecimal digits that are fresh for each call and the same in every run of a session with this seed. */
  freshHex(digits: number, purpose: string): string {
    this.created += 1;
    return createHash("sha256").update(`${this.seed}/${this.created}/${purpose}`).digest("hex").slice(0, digits);
  }
}

/** What {@link SimulatedCloud.show} keeps the current version of a secret of the user's own under. */
export const currentVersionOf = (secretArn: string): string => `current version of ${secretArn}`;
