/** The path of a nested key as `pulumi config --path` reads it: names with other characters are bracketed. */
export function configPath(segments: readonly (string | number)[]): string {
  return segments
    .map((segment, index) => {
      if (typeof segment === "number") return `[${segment}]`;
      if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(segment)) return index === 0 ? segment : `.${segment}`;
      return `[${JSON.stringify(segment)}]`;
    })
    .join("");
}

/** A key as it is written in a stack file; a key of another namespace keeps its own. */
export const fullKey = (key: string) => (/^[A-Za-z][\w-]*:/.test(key) ? key : `openmetadata:${key}`);

const shellWord = (word: string) => (/^[A-Za-z0-9_.:/=@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
const pathOption = (key: string) => (/[.[]/.test(key) ? "--path " : "");

/** A word in capitals that stands for a value: `CLIENT-ID` for `auth.clientId`, `PUBLIC-KEY-URL` for `auth.publicKeyUrls[0]`. */
export function placeholder(key: string): string {
  const [, name, index] = /(?:^|[.:])([A-Za-z]\w*)(\[\d+\])?$/.exec(key) ?? [];
  // A name with capitals alone is that of a variable, whose value is not called as it is.
  if (name === undefined || !/[a-z]/.test(name)) return "VALUE";
  const words = name
    .replace(/GiB$/, "Gib")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toUpperCase();
  return index === undefined ? words : words.replace(/IES$/, "Y").replace(/S$/, "");
}

/** Command that sets a plain value; without one, a placeholder stands for it. */
export const setCommand = (key: string, value: string = placeholder(key)) =>
  `pulumi config set ${pathOption(key)}${shellWord(fullKey(key))} ${shellWord(value)}`;

/** Command that sets a secret; Pulumi asks for the value, so that it stays out of the shell's history. */
export const setSecretCommand = (key: string) => `pulumi config set --secret --path ${shellWord(fullKey(key))}`;

/** Command that removes a key. */
export const removeCommand = (key: string) => `pulumi config rm ${pathOption(key)}${shellWord(fullKey(key))}`;

/** Command that removes a key at the top that has dots in its name. */
export const removeTopCommand = (name: string) => `pulumi config rm ${shellWord(fullKey(name))}`;

/**
 * Words and the commands that follow from them, as the fix of a problem. A command has a line of its own, indented by four
 * spaces and never wrapped, and ends where the line does: it is meant to be copied.
 */
export const steps = (words: string, ...commands: readonly string[]) =>
  [`${words}:`, ...commands.map((command) => `    ${command}`)].join("\n");

/** Ways to fix the same problem, each complete in itself. */
export const either = (...ways: readonly string[]) => ways.join("\n");

export const set = (key: string, value?: string) => steps("Set it", setCommand(key, value));
export const setSecret = (key: string) => steps("Set it", setSecretCommand(key));
export const remove = (key: string) => steps("Remove it", removeCommand(key));

/** A secret in plain text is known to everyone who could read the file: moving it is not enough. */
export const moveSecret = (from: string, to: string) =>
  steps("Move it, and change the secret itself, since it was in plain text", removeCommand(from), setSecretCommand(to));
