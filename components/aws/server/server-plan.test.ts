import assert from "node:assert/strict";
import { test } from "node:test";
import { stackConfigSchema } from "../../../config/schema";
import { securityResetAllowed } from "./server-plan";

test("stored security settings are removed unasked only from a database that the stack made", () => {
  const allowed = (database: object, auth: object = {}) => {
    const config = stackConfigSchema("small").parse({ database, auth });
    return securityResetAllowed(config);
  };
  const existing = { mode: "existing", host: "db.example.com", username: "login" };
  const restored = { mode: "create", snapshotIdentifier: "before-upgrade" };
  assert.equal(allowed({ mode: "create" }), true);
  for (const database of [existing, restored]) {
    assert.equal(allowed(database), false);
    assert.equal(allowed(database, { resetStored: true }), true);
  }
});
