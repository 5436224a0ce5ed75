import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { DiffRules } from "./diff";
import type { Created, ResourceCall, SimulatedPackage } from "./package";
import { packageVersion } from "./versions";
import { unknown, type Properties } from "./wire";

/** @pulumi/random, computing real values: nothing about it needs a cloud. */
export const randomPackage: SimulatedPackage = {
  name: "random",
  version: packageVersion("@pulumi/random"),
  diffRules: (): DiffRules => ({ replaces: (path) => path !== "", isSet: () => false, isKept: () => false }),
  defaults: ({ inputs }) => inputs,
  create: (call) => {
    const kind = call.type.split(":").pop()!;
    const compute = kinds[kind];
    if (!compute) throw new Error(`The rehearsal does not simulate ${call.type}.`);
    return compute(call);
  },
};

type Compute = (call: ResourceCall) => Created;

const bytesOf = (length: unknown): Buffer => randomBytes(Number(length));

const withUnknowns = (inputs: Properties, names: string[]): Properties => ({
  ...inputs,
  ...Object.fromEntries(names.map((name) => [name, unknown])),
});

/** Known values only after `up`: a preview shows the results as unknown, as the real provider does. */
const computed =
  (
    results: string[],
    secretOutputs: string[],
    make: (inputs: Properties) => { id: string; values: Properties },
  ): Compute =>
  ({ inputs, preview }) => {
    if (preview) return { id: "", outputs: withUnknowns(inputs, results), secretOutputs };
    const { id, values } = make(inputs);
    return { id, outputs: { ...inputs, ...values }, secretOutputs };
  };

const lower = "abcdefghijklmnopqrstuvwxyz";
const digits = "0123456789";

function randomText(inputs: Properties): string {
  const specials = typeof inputs.overrideSpecial === "string" ? inputs.overrideSpecial : "!@#$%&*()-_=+[]{}<>:?";
  const classes = [
    { on: inputs.lower !== false, characters: lower, least: Number(inputs.minLower ?? 0) },
    { on: inputs.upper !== false, characters: lower.toUpperCase(), least: Number(inputs.minUpper ?? 0) },
    {
      on: inputs.numeric !== false && inputs.number !== false,
      characters: digits,
      least: Number(inputs.minNumeric ?? 0),
    },
    { on: inputs.special !== false, characters: specials, least: Number(inputs.minSpecial ?? 0) },
  ].filter(({ on }) => on);
  const pick = (characters: string) => characters[randomInt(characters.length)]!;
  const all = classes.map(({ characters }) => characters).join("");
  const chosen = classes.flatMap(({ characters, least }) => Array.from({ length: least }, () => pick(characters)));
  while (chosen.length < Number(inputs.length)) chosen.push(pick(all));
  for (let index = chosen.length - 1; index > 0; index--) {
    const other = randomInt(index + 1);
    [chosen[index], chosen[other]] = [chosen[other]!, chosen[index]!];
  }
  return chosen.join("");
}

const byteValues = (bytes: Buffer) => ({ base64: bytes.toString("base64"), hex: bytes.toString("hex") });

const kinds: Record<string, Compute> = {
  RandomPassword: computed(["result", "bcryptHash"], ["result", "bcryptHash"], (inputs) => ({
    id: "none",
    // A stand-in of the right form: nothing here checks a password against its hash.
    values: { result: randomText(inputs), bcryptHash: `$2a$10$${randomBytes(40).toString("hex").slice(0, 53)}` },
  })),
  RandomString: computed(["result"], [], (inputs) => {
    const result = randomText(inputs);
    return { id: result, values: { result } };
  }),
  RandomBytes: computed(["base64", "hex"], ["base64", "hex"], (inputs) => ({
    id: "none",
    values: byteValues(bytesOf(inputs.length)),
  })),
  RandomId: computed(["b64Std", "b64Url", "dec", "hex"], [], (inputs) => {
    const bytes = bytesOf(inputs.byteLength);
    const prefix = String(inputs.prefix ?? "");
    const url = bytes.toString("base64url");
    const values = {
      b64Std: prefix + bytes.toString("base64"),
      b64Url: prefix + url,
      dec: prefix + BigInt(`0x${bytes.toString("hex")}`).toString(),
      hex: prefix + bytes.toString("hex"),
    };
    return { id: url, values };
  }),
  RandomUuid: computed(["result"], [], () => {
    const result = randomUUID();
    return { id: result, values: { result } };
  }),
  RandomInteger: computed(["result"], [], (inputs) => {
    const result = randomInt(Number(inputs.min), Number(inputs.max) + 1);
    return { id: String(result), values: { result } };
  }),
  RandomPet: computed([], [], (inputs) => {
    const words = Array.from({ length: Number(inputs.length ?? 2) }, () => randomBytes(3).toString("hex"));
    const id = [...(inputs.prefix ? [String(inputs.prefix)] : []), ...words].join(String(inputs.separator ?? "-"));
    return { id, values: {} };
  }),
};
