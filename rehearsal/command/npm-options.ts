import { UsageError } from "./usage-error";

/** Options of the rehearsal that npm takes for its own when `--` is left out, by the variables in which it passes them on. */
const options: Readonly<Record<string, string>> = {
  npm_config_all: "--all",
  npm_config_allow: "--allow RULE",
  npm_config_change: "--change KEY=VALUE",
  npm_config_destroy: "--destroy",
  npm_config_environment: "--environment",
  npm_config_json: "--json FILE",
  npm_config_only: "--only change",
  npm_config_outputs: "--outputs",
  npm_config_picture: "--picture FILE.svg",
  npm_config_preview_only: "--preview-only",
  npm_config_stack: "--stack NAME",
  npm_config_stack_file: "--stack-file PATH",
  npm_config_strict: "--strict",
  npm_config_values: "--values FILE",
};

const nameOf = (option: string): string => option.split(" ")[0]!;

/** `npm run rehearse prod --all`: npm keeps `--all` to itself, and another stack than was meant would be rehearsed. */
export const refuseForgottenDashes = (words: readonly string[], environment: NodeJS.ProcessEnv): void => {
  if (environment.npm_lifecycle_event !== "rehearse") return;
  const taken = Object.entries(options).filter(([variable]) => environment[variable]);
  // What is written behind `--` too was not forgotten; npm's own setting of that name has another reason.
  const forgotten = taken.filter(([, option]) => !words.some((word) => word.split("=")[0] === nameOf(option)));
  if (forgotten.length === 0) return;
  const names = forgotten.map(([, option]) => nameOf(option)).join(" and ");
  // npm may have taken the option's value for a stack, so that what was meant can only be outlined.
  const meant = forgotten.map(([, option]) => option).join(" ");
  throw new UsageError(`npm took ${names} for itself. Write -- before options: npm run rehearse -- STACK ${meant}`);
};
