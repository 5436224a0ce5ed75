import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { serveKey } from "./key-service";

const kept = { key: randomBytes(32), token: "token-of-a-test", name: "rehearsal" };

const ask = async (path: string, init: RequestInit): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${await serveKey(kept)}${path}`, init);
  return { status: response.status, text: await response.text() };
};

test("who has the token gets the key, as Vault's transit engine gives it", async () => {
  const { status, text } = await ask("/v1/transit/decrypt/rehearsal", {
    method: "PUT",
    headers: { "X-Vault-Token": kept.token },
    body: JSON.stringify({ ciphertext: "vault:v1:anything" }),
  });
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(text), { data: { plaintext: kept.key.toString("base64") } });
});

for (const [title, path, init, status] of [
  ["no token", "/v1/transit/decrypt/rehearsal", { method: "PUT" }, 403],
  ["another token", "/v1/transit/decrypt/rehearsal", { method: "PUT", headers: { "X-Vault-Token": "other" } }, 403],
  ["another key", "/v1/transit/decrypt/other", { method: "PUT", headers: { "X-Vault-Token": kept.token } }, 404],
  ["another question", "/v1/transit/decrypt/rehearsal", { headers: { "X-Vault-Token": kept.token } }, 404],
] as const)
  test(`no key for ${title}`, async () => {
    const found = await ask(path, init);
    assert.equal(found.status, status);
    assert.ok(!found.text.includes(kept.key.toString("base64")));
    assert.ok("errors" in (JSON.parse(found.text) as object));
  });
