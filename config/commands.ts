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

const shellWord = (word: string) => (/^[A-Za-z0-9_.:/=<>-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
const keyWord = (key: string) => shellWord(`openmetadata:${key}`);

/** Command that sets a plain value; `value` may be a placeholder such as `<id>`. */
export const setCommand = (key: string, value: string) =>
  `pulumi config set ${/[.[]/.test(key) ? "--path " : ""}${keyWord(key)} ${/^<.*>$/.test(value) ? value : shellWord(value)}`;

/** Command that sets a secret; Pulumi asks for the value, so that it stays out of the shell's history. */
export const setSecretCommand = (key: string) => `pulumi config set --secret --path ${keyWord(key)}`;

/** Command that removes a key. */
export const removeCommand = (key: string) => `pulumi config rm ${/[.[]/.test(key) ? "--path " : ""}${keyWord(key)}`;

/** A fix that begins with words. */
export const set = (key: string, value: string) => `Set it: ${setCommand(key, value)}`;
export const setSecret = (key: string) => `Set it: ${setSecretCommand(key)}`;
export const remove = (key: string) => `Remove it: ${removeCommand(key)}`;
