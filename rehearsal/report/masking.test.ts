import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { secretSignature, signatureKey } from "../protocol/wire";
import { leafStrings, Mask, maskedText } from "./masking";

const envelope = (plaintext: unknown) => ({ [signatureKey]: secretSignature, plaintext: JSON.stringify(plaintext) });
const canary = fc
  .string({ minLength: 8, maxLength: 40, unit: "grapheme" })
  .filter((text) => text.trim().length >= 8 && !maskedText.includes(text));

test("a canary is masked wherever it occurs and however it is written", () => {
  fc.assert(
    fc.property(canary, fc.string(), fc.string(), (secret, before, after) => {
      const state = { resources: [{ inputs: { password: envelope(secret), list: [envelope({ nested: [secret] })] } }] };
      const mask = new Mask(leafStrings([secret, { nested: [secret] }]));
      const leaks = {
        plain: before + secret + after,
        json: JSON.stringify({ value: secret }),
        url: `https://host/?x=${encodeURIComponent(Buffer.from(secret).toString())}`,
        base64: Buffer.from(secret).toString("base64"),
        [secret]: 1,
        state,
      };
      const written = JSON.stringify(mask.value(leaks));
      assert.ok(!written.includes(JSON.stringify(secret).slice(1, -1)), written);
      assert.ok(!written.includes(Buffer.from(secret).toString("base64").replace(/=+$/, "")), written);
      assert.ok(!mask.text(leaks.plain).includes(secret));
    }),
  );
});

test("an encrypted envelope is masked without its value being known", () => {
  const mask = new Mask([]);
  assert.deepEqual(mask.value({ a: { [signatureKey]: secretSignature, ciphertext: "v1:abc" }, b: "plain" }), {
    a: maskedText,
    b: "plain",
  });
});

test("each line of a key is masked, the armour around it is not", () => {
  const pem = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqh\nkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n";
  const mask = new Mask([pem]);
  assert.equal(mask.text("line kiG9w0BAQEFAASC of a key"), `line ${maskedText} of a key`);
  assert.equal(mask.text("-----BEGIN PRIVATE KEY-----"), "-----BEGIN PRIVATE KEY-----");
});

test("what is no secret stays", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.deepEqual(new Mask([]).value(JSON.parse(JSON.stringify(value))), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("a value not known yet is said to be so", () => {
  assert.equal(new Mask([]).value("04da6b54-80e4-46f7-96ec-b56ff0331ba9"), "[unknown]");
});
