/** Writes `docs/environment-variables.md` anew. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentReference } from "../openmetadata/variables/reference";

const docs = join(__dirname, "..", "docs");
mkdirSync(docs, { recursive: true });
writeFileSync(join(docs, "environment-variables.md"), environmentReference());
console.log("Wrote docs/environment-variables.md");
