/**
 * Text for a variable that lands inside YAML: the server replaces `${NAME}` before it reads the file, so a value must
 * be what YAML would take for that text.
 */
const plain = /^[A-Za-z0-9_./][A-Za-z0-9_.@/:=+%~?&;,() -]*$/;
const flowPlain = /^[A-Za-z0-9_./][A-Za-z0-9_.@/:=+%~?&;-]*$/;
const ambiguous = /:\s|:$| #|\s$/;

/** One value: as it stands where YAML reads it unchanged, in double quotes otherwise. */
export const yamlScalar = (text: string): string =>
  plain.test(text) && !ambiguous.test(text) ? text : JSON.stringify(text);

/** A list in one line: `[admin,jane.doe]`. */
export const yamlList = (items: readonly string[]): string =>
  `[${items.map((item) => (flowPlain.test(item) && !ambiguous.test(item) ? item : JSON.stringify(item))).join(",")}]`;

/** A map in one line: `{prompt: consent}`. */
export const yamlMap = (entries: Readonly<Record<string, string>>): string => JSON.stringify(entries);
