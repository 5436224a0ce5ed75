import { ingestionBot, botEnvironment } from "./bot";
import type { ModeModule } from "./mode";
import { signUpVariables } from "./shared-variables";

/** User names and passwords that OpenMetadata keeps itself. */
export const basic: ModeModule = {
  mode: "basic",
  example: { auth: {} },
  seen: "log-in",
  keys: [],
  required: () => [],
  secrets: ingestionBot,
  variables: signUpVariables,
  environment: botEnvironment,
};
