import { missingSecrets } from "../../../problems/problem";
import { namespace } from "../../../config/stack-file/namespace";
import { validateStackConfig } from "../../../config/validate";
import { setAtPath } from "./config-path";
import { placeholderFor, type PlaceholderOf } from "./placeholders";
import { plainValues, SecretValue, type StackFile } from "./stack-file";

/** Fills in, as placeholders, the secrets that the config needs and does not have; notes which, since `pulumi up` asks for them. */
export function fillRequiredSecrets(file: StackFile, placeholder: PlaceholderOf = placeholderFor): void {
  // One secret may make another one necessary; the schema has far fewer levels than this.
  for (let round = 0; round < 5; round++) {
    const missing = missingSecrets(validateStackConfig(plainValues(file)).problems);
    if (missing.length === 0) return;
    for (const key of missing) {
      const at = `${namespace}${key}`;
      const made = placeholder(at);
      setAtPath(file.config, at, new SecretValue(made));
      file.madeSecrets.add(made);
      file.placeholders.push(at);
      file.missingSecrets.push(at);
    }
  }
}
