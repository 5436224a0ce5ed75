import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import type { ResourceGraph, ResourceNode } from "../protocol/graph";
import { isProperties, signatureKey, type Value } from "../protocol/wire";
import { leafStrings } from "../report/masking";

/** What a program said of a resource. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URNs, with those that inputs bring. */
  readonly dependencies: readonly string[];
  readonly from: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string;
  readonly ignoreChanges: readonly string[];
}

/** Secrets out of their envelopes. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  if (signatureKey in value) return "value" in value ? opened(value.value) : undefined;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, opened(inner)]));
}

/** What the program said, without what providers and engine add. */
export function registrationOf({ registered }: ResourceNode): Registration {
  const said = JSON.parse(registered?.() ?? "{}") as Registration;
  return { ...said, inputs: opened(said.inputs) as Registration["inputs"] };
}

/** `rds.Instance` for `aws:rds/instance:Instance`, `random.RandomId` for `random:index/randomId:RandomId`. */
export function kindOf(type: string): string {
  const [name = "", module = "", kind = ""] = type.split(":");
  const [service = ""] = module.split("/");
  return `${service === "index" ? name : service}.${kind}`;
}

/** `rds.Instance(database)` for `aws:rds/instance:Instance` openmetadata-dev-database. */
export const shortName = ({ type, name }: Pick<ResourceNode, "type" | "name">, prefix: string): string =>
  `${kindOf(type)}(${withoutPrefix(name, prefix)})`;

export const withoutPrefix = (name: string, prefix: string): string =>
  name === prefix ? "" : name.startsWith(`${prefix}-`) ? name.slice(prefix.length + 1) : name;

/** Shorter texts may be there by chance. */
const leastLength = 8;

function* outputTexts(value: Value | undefined, at: string): Generator<readonly [text: string, at: string]> {
  if (typeof value === "string") yield [value, at];
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* outputTexts(item, `${at}[${index}]`);
  else if (isProperties(value))
    for (const [name, inner] of Object.entries(value)) yield* outputTexts(inner, `${at}.${name}`);
}

/** Forms that the program gives to what a provider made. */
function* derived(text: string): Generator<readonly [text: string, form: string]> {
  if (/^[A-Za-z0-9+/]{43}=$/.test(text)) yield [text.replaceAll("+", "-").replaceAll("/", "_"), ""];
  if (!text.startsWith("-----BEGIN PRIVATE KEY")) return;
  const key = createPrivateKey(text);
  const publicHalf = createPublicKey(key).export({ type: "spki", format: "der" });
  yield [key.export({ type: "pkcs8", format: "der" }).toString("base64"), " (DER)"];
  yield [publicHalf.toString("base64"), " (its public half, DER)"];
  yield [createHash("sha256").update(publicHalf).digest("hex").slice(0, 32), " (id of its public half)"];
}

/**
 * Where a text comes from. Every identifier, address and password that a provider makes is another one, so that it tells
 * from which property of which resource it was taken; what a resource only gives back of its inputs tells nothing.
 */
export class Origins {
  private readonly known: readonly (readonly [text: string, origin: string])[];

  /** @param given texts that no provider makes, and what they are called: the account's number, the region, secrets of config */
  constructor(graph: ResourceGraph, prefix: string, given: ReadonlyMap<string, string>) {
    const found = new Map(given);
    // A zone is the region's, whichever resource repeats it.
    const isShared = (text: string) => [...given.keys()].some((one) => text.startsWith(one));
    const nodes = graph.all().filter(({ custom }) => custom);
    nodes.sort((one, other) => (one.urn < other.urn ? -1 : 1));
    const note = (node: ResourceNode, property: string, value: Value | undefined): void => {
      const own = new Set(leafStrings(registrationOf(node).inputs));
      for (const [text, at] of outputTexts(value, property)) {
        for (const [form, what] of [[text, ""] as const, ...derived(text)]) {
          if (form.length >= leastLength && !own.has(form) && !found.has(form) && !isShared(form))
            found.set(form, `${shortName(node, prefix)}.${at}${what}`);
        }
      }
    };
    // What something is known by comes first: others repeat it among their outputs.
    for (const node of nodes) {
      note(node, "arn", node.outputs?.arn);
      note(node, "id", node.id);
    }
    for (const node of nodes) {
      const { tags: _, tagsAll: __, ...outputs } = node.outputs ?? {};
      for (const [name, value] of Object.entries(outputs)) note(node, name, value);
    }
    this.known = [...found].sort(([one], [other]) => other.length - one.length);
  }

  /** The text with every value in it named by its origin. */
  named(text: string): string {
    const named = this.known.reduce(
      (so, [value, origin]) => (so.includes(value) ? so.replaceAll(value, origin) : so),
      text,
    );
    return named.replace(/\b(?:eyJ)?([0-9a-f]{64}|[0-9a-f]{32})\b/g, "(digest)");
  }
}
