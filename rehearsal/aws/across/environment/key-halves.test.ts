import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Entry } from "../../testing/given";
import { reading, told, toldProgram } from "../../testing/told-program";

const arnOf = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-b1c2d3`;
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const [own, other] = [privateKey, generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey].map((key) =>
  key.export({ type: "pkcs8", format: "der" }).toString("base64"),
);

/** A container that reads these two texts as its key pair. */
function pair(texts: Readonly<Record<string, string>>) {
  const names = Object.keys(texts);
  const more = Object.fromEntries(
    names.flatMap((name): [string, Entry][] => [
      [name, ["aws:secretsmanager/secret:Secret", {}]],
      [
        `${name}-version`,
        [
          "aws:secretsmanager/secretVersion:SecretVersion",
          { secretString: texts[name]!, secretId: unknown },
          { secretId: [name] },
        ],
      ],
    ]),
  );
  const secrets = reading(Object.fromEntries(names.map((name) => [name, arnOf(name)])));
  const made = Object.fromEntries(names.map((name) => [name, { id: arnOf(name), outputs: { arn: arnOf(name) } }]));
  return givenProgram(toldProgram({ server: [told({}, { secrets })] }, { more }), { made });
}

const pem = publicKey.export({ type: "spki", format: "pem" }).toString();

test("key-halves: the halves of a pair, in any form", () =>
  pair({ JWT_PRIVATE_KEY: own!, JWT_PUBLIC_KEY: pem }).accepts("key-halves"));

test("key-halves: halves of two pairs, and what is no key, without showing it", () => {
  pair({ JWT_PRIVATE_KEY: other!, JWT_PUBLIC_KEY: pem }).refuses("key-halves", /is not the public half of/);
  pair({ JWT_PRIVATE_KEY: own!, JWT_PUBLIC_KEY: "hello" }).refuses(
    "key-halves",
    /JWT_PUBLIC_KEY .* holds no public key$/,
  );
});
