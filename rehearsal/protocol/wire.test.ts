import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { containing, decode, encode, unknown, type Properties, type Value } from "./wire";

const key = fc.string({ minLength: 1, maxLength: 5 }).filter((text) => text !== "__proto__");
const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.boolean(),
    fc.integer(),
    fc.constant(unknown as Value),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const properties = fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<Properties>;

test("what is encoded is decoded to the same values and the same secrets, over the wire", () => {
  fc.assert(
    fc.property(properties, fc.integer({ min: 0, max: 3 }), (values, count) => {
      const secrets = new Set(Object.keys(values).slice(0, count));
      const decoded = decode(Struct.deserializeBinary(encode(values, secrets).serializeBinary()));
      assert.deepEqual(decoded.values, values);
      assert.deepEqual(decoded.secrets, secrets);
    }),
  );
});

test("the engine's envelopes are opened at the edge", () => {
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "canary-of-4711" };
  const sent = Struct.fromJavaScript({ deep: { list: [secret] }, later: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
  const { values, secrets, secretTexts } = decode(sent);
  assert.deepEqual(values, { deep: { list: ["canary-of-4711"] }, later: unknown });
  assert.deepEqual(secrets, new Set(["deep"]));
  assert.deepEqual(secretTexts, new Set(["canary-of-4711"]));
  assert.deepEqual(containing({ plain: "x", made: { of: ["a canary-of-4711"] } }, secretTexts), ["made"]);
});
