import { connectorFacts } from "../connectors";
import { lineRanges } from "./lines";
import { atLeast, before, compareVersions } from "./versions";

/** Newest release known of a minor version such as 1.12: of its line, or of the packages that are published with each release. */
function newestOfMinor(minor: string): string | undefined {
  const ofLine = lineRanges.find(({ newest }) => newest.startsWith(`${minor}.`))?.newest;
  return (
    ofLine ??
    Object.keys(connectorFacts(`${minor}.0`)?.packages ?? {})
      .sort(compareVersions)
      .at(-1)
  );
}

const lineWith = (version: string) => lineRanges.find(({ from, to }) => atLeast(version, from) && before(version, to));

/**
 * The release that somebody who wrote `text` most likely meant: `v1.13.6` and `1.13.6-ubuntu` are 1.13.6, `2.0` and `2.0.x` are
 * the newest known of 2.0. Undefined when nothing in the text points to one.
 */
export function nearestRelease(text: string): string | undefined {
  const [, ...found] = /^\D{0,3}(\d+)(?:\.(\d+)(?:\.(\d+))?)?/.exec(text.trim()) ?? [];
  // A tag has no zeros in front: 01.13.06 is meant as 1.13.6.
  const [major, minor, patch] = found.map((part) => part?.replace(/^0+(?=\d)/, ""));
  if (major === undefined) return undefined;
  if (minor === undefined) return lineRanges.filter(({ newest }) => newest.startsWith(`${major}.`)).at(-1)?.newest;
  const line = lineWith(`${major}.${minor}.${patch ?? 0}`);
  if (patch !== undefined) return line && `${major}.${minor}.${patch}`;
  return newestOfMinor(`${major}.${minor}`) ?? line?.newest;
}
