import assert from "node:assert/strict";
import { createPublicKey, createSign, createVerify, generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { jwtKeyPair, urlSafeBase64 } from "./jwt-key-pair";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

test("jwtKeyPair gives DER halves that belong together, from PEM and from base64 DER alike", () => {
  const pair = jwtKeyPair(pem);
  assert.deepEqual(jwtKeyPair(pair.privateKey), pair);
  const signature = createSign("sha256")
    .update("text")
    .sign({ key: Buffer.from(pair.privateKey, "base64"), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey({ key: Buffer.from(pair.publicKey, "base64"), format: "der", type: "spki" });
  assert.ok(createVerify("sha256").update("text").verify(publicKey, signature));
});

test("jwtKeyPair has an id that follows from the public key", () => {
  assert.match(jwtKeyPair(pem).keyId, /^[0-9a-f]{32}$/);
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  });
  assert.notEqual(jwtKeyPair(other.toString()).keyId, jwtKeyPair(pem).keyId);
});

test("jwtKeyPair refuses what is no RSA private key, and never repeats it", () => {
  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
  const publicHalf = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
  for (const text of ["not-a-key-at-all", elliptic, publicHalf, pem.slice(0, 200)]) {
    assert.throws(
      () => jwtKeyPair(text),
      (error: Error) =>
        error.message.includes("secrets.server.jwtPrivateKey") && !error.message.includes(text.slice(0, 16).trim()),
    );
  }
});

test("writes Fernet keys with the URL-safe alphabet", () => {
  assert.equal(urlSafeBase64("a+b/c+/="), "a-b_c-_=");
});
