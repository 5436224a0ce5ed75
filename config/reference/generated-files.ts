import { stackFileSchema } from "./editor-schema";
import { whoGetsInReference } from "../../openmetadata/auth/who-gets-in";
import { configurationReference } from "./reference";

/** Files that `npm run docs` writes from the schema, by their path from the project's folder. */
export const generatedFiles: Readonly<Record<string, () => string>> = {
  "docs/sign-on/README.md": whoGetsInReference,
  "docs/configuration.md": configurationReference,
  "config/stack-file.schema.generated.json": () => `${JSON.stringify(stackFileSchema(), null, 2)}\n`,
};
