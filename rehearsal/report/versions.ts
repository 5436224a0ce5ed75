const numbers = (version: unknown): number[] | undefined =>
  typeof version === "string" && /^\d+(\.\d+)+/.test(version) ? version.split(".").map(Number) : undefined;

/** What to say of a change to an earlier release of OpenMetadata; nothing for any other. */
export const versionWarnings = (before: unknown, after: unknown): string[] => {
  const [from, to] = [numbers(before), numbers(after)];
  if (!from || !to) return [];
  const difference = from.map((part, index) => (to[index] ?? 0) - part).find((part) => part !== 0) ?? 0;
  if (difference >= 0) return [];
  return [
    `openmetadata:version goes back from ${String(before)} to ${String(after)}: a database whose schema was migrated ` +
      "cannot be used by the earlier release; only a snapshot leads back (docs/runbooks.md).",
  ];
};
