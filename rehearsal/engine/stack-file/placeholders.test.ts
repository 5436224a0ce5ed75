import assert from "node:assert/strict";
import { test } from "node:test";
import { readSecrets } from "../../../config/secrets";
import { secretsSection } from "../../../config/sections/secrets";
import { placeholderFor } from "./placeholders";

/** Every secret that config knows, as `section.name`. */
const paths = Object.entries(secretsSection.shape).flatMap(([section, schema]) => {
  const { unwrap } = schema as unknown as { unwrap?: () => { shape?: Record<string, unknown> } };
  return Object.keys(unwrap?.call(schema).shape ?? {}).map((name) => [section, name] as const);
});

test("config takes the placeholder of each secret", () => {
  assert.ok(paths.some(([section, name]) => section === "auth" && name === "samlPrivateKey"));
  assert.ok(paths.some(([section, name]) => section === "server" && name === "jwtPrivateKey"));
  for (const [section, name] of paths) {
    const value = placeholderFor(`openmetadata:secrets.${section}.${name}`);
    assert.deepEqual(readSecrets({ [section]: { [name]: value } }).problems, [], `${section}.${name}`);
  }
});
