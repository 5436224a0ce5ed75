/**
 * Text for a variable that lands inside YAML: the server replaces `${NAME}` before it reads the file, so a value must
 * be what YAML would take for that text.
 */
const plain = /^[A-Za-z0-9_./][A-Za-z0-9_.@/:=+%~?&;,() -]*$/;
const flowPlain = /^[A-Za-z0-9_./][A-Za-z0-9_.@/:=+%~?&;-]*$/;
const structural = /:\s|:$| #|\s$/;

/** Texts that YAML 1.1, which the server reads, takes for something else: truth values, null, numbers, dates. */
const otherTypes = [
  /^(true|false|yes|no|on|off|y|n|null|~)$/i,
  /^[-+]?(0x[0-9a-f_]+|0b[01_]+|0o?[0-7_]+|\d[\d_]*(\.[\d_]*)?(e[-+]?\d+)?|\.[\d_]+(e[-+]?\d+)?|\.inf|\.nan)$/i,
  /^[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?$/,
  /^\d{4}-\d\d?-\d\d?([Tt\s].*)?$/,
];
const ambiguous = {
  test: (text: string): boolean => structural.test(text) || otherTypes.some((type) => type.test(text)),
};

/** One value: as it is where YAML reads it unchanged, in double quotes otherwise. */
export const yamlScalar = (text: string): string =>
  plain.test(text) && !ambiguous.test(text) ? text : JSON.stringify(text);

/** A list in one line: `[admin,jane.doe]`. */
export const yamlList = (items: readonly string[]): string =>
  `[${items.map((item) => (flowPlain.test(item) && !ambiguous.test(item) ? item : JSON.stringify(item))).join(",")}]`;

/** A map in one line: `{prompt: consent}`. */
export const yamlMap = (entries: Readonly<Record<string, string>>): string => JSON.stringify(entries);
