/** An OpenMetadata release: the image tag as numbers, `1.13.6` or `1.13.6.3`. */
export type Version = readonly number[];

const parsed = new Map<string, Version>();

/** `"1.13.6"` as numbers. The text has been checked by the stack's schema; anything else is an error of the caller. */
export function parseVersion(text: string): Version {
  const known = parsed.get(text);
  if (known) return known;
  if (!/^\d+(\.\d+)*$/.test(text)) throw new Error(`"${text}" is not a version such as 1.13.6`);
  const version = text.split(".").map(Number);
  parsed.set(text, version);
  return version;
}

/** Negative, zero or positive, as for sorting. A missing part counts as 0: 1.13 equals 1.13.0. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [parseVersion(left), parseVersion(right)];
  for (let part = 0; part < Math.max(a.length, b.length); part += 1) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const atLeast = (version: string, minimum: string): boolean => compareVersions(version, minimum) >= 0;
export const before = (version: string, limit: string): boolean => compareVersions(version, limit) < 0;

/** Whether `version` is `prefix` or one of its patches: 1.12.6 is within 1.12, and 1.120.0 is not. */
export function within(version: string, prefix: string): boolean {
  const wanted = parseVersion(prefix);
  const found = parseVersion(version);
  return wanted.every((part, index) => (found[index] ?? 0) === part);
}

/** `1.13` of `1.13.6`. */
export function minorOf(version: string): string {
  const [major = 0, minor = 0] = parseVersion(version);
  return `${major}.${minor}`;
}
