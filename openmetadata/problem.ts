/**
 * Something in a stack file that cannot work, with all that its error message says. Structurally the same as config's
 * own problems, which it joins there.
 */
export interface Problem {
  /** Key below `openmetadata:`, such as `auth.clientId` or `secrets.auth.clientSecret`. */
  readonly key: string;
  /** What was found, as the message prints it; absent when the key is missing. Never a secret value. */
  readonly found?: string;
  /** What is allowed, or `required when …` for a missing key; without a full stop. */
  readonly allowed: string;
  /** Command that mends it. */
  readonly fix?: string;
}

export const setFix = (key: string, value = "<value>"): string =>
  key.startsWith("secrets.")
    ? `Set it: pulumi config set --secret --path openmetadata:${key}`
    : `Set it: pulumi config set --path openmetadata:${key} ${value}`;

export const removeFix = (key: string): string => `Remove it: pulumi config rm --path openmetadata:${key}`;

/** A key that is needed and lacks. */
export const missing = (key: string, reason: string, value?: string): Problem => ({
  key,
  allowed: reason,
  fix: setFix(key, value),
});

/** A key that is set and has no effect, or cannot work. */
export const refused = (key: string, found: string, allowed: string): Problem => ({
  key,
  found,
  allowed,
  fix: removeFix(key),
});

/** One line for an error. */
export const problemText = ({ key, found, allowed, fix }: Problem): string =>
  `openmetadata:${key}${found === undefined ? "" : ` is ${found};`} ${allowed}.${fix === undefined ? "" : ` ${fix}.`}`;
