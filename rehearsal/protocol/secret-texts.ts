import { isUnmistakable } from "./unmistakable";
import { containing, type Decoded, type Properties } from "./wire";

/** Outputs that are secret: those of secret inputs, those made of one, such as tagsAll, and those that a type says. */
export const secretsOf = (inputs: Decoded, outputs: Properties, more: readonly string[] = []): Set<string> =>
  new Set([
    ...inputs.secrets,
    ...(inputs.secrets.has("tags") && "tagsAll" in outputs ? ["tagsAll"] : []),
    ...containing(outputs, new Set([...inputs.secretTexts].filter(isUnmistakable))),
    ...more,
  ]);

/** As it is, and as a quoted text has it, where a line break or a quotation mark is two characters. */
const spellings = (secret: string): string[] => [secret, JSON.stringify(secret).slice(1, -1)];

/**
 * A refusal quotes what it refuses, but for secrets; the rule's name behind it is always shown. The longest goes first: of
 * a secret that has another one inside, the rest would stay.
 */
export const masked = (reason: string, secrets: ReadonlySet<string>): string => {
  const [, told = reason, rule = ""] = /^(.*?)(\s*\[rehearsal: [^\]]*\])?$/s.exec(reason) ?? [];
  const texts = [...secrets].flatMap(spellings).sort((one, other) => other.length - one.length);
  if (texts.length === 0) return reason;
  // In one pass, so that a secret that reads "secret" leaves the marks of others as they are.
  const pattern = texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|");
  return told.replace(new RegExp(pattern, "g"), "[secret]") + rule;
};
