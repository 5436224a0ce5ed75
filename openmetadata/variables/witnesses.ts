import { compareVersions } from "../releases/versions";

/**
 * The upstream configuration files from which the table of variables was taken, in order of release. `from` and
 * `until` (both included) are the releases whose own file it is; the releases between two witnesses have no file.
 */
export interface Witness {
  /** The folder's name in the collection of upstream files. */
  readonly name: string;
  readonly from: string;
  readonly until: string;
  /** `derived`: no file of this release was found; what it reads was worked out from newer and older material. */
  readonly kind: "file" | "derived";
}

const lastPatch = 99_999;

export const witnesses: readonly Witness[] = [
  { name: "0.12.0", from: "0.12.0", until: `0.12.0.${lastPatch}`, kind: "file" },
  { name: "0.12.3", from: "0.12.1", until: `0.12.${lastPatch}`, kind: "file" },
  { name: "0.13.1", from: "0.13.1", until: `0.13.${lastPatch}`, kind: "file" },
  { name: "1.0.0", from: "1.0.0", until: `1.0.0.${lastPatch}`, kind: "file" },
  { name: "1.0.4", from: "1.0.4", until: `1.0.${lastPatch}`, kind: "file" },
  { name: "1.2.0-dev", from: "1.2.0", until: `1.2.${lastPatch}`, kind: "file" },
  { name: "1.6.2", from: "1.6.2", until: `1.6.${lastPatch}`, kind: "file" },
  { name: "1.12.x", from: "1.12.0", until: `1.12.${lastPatch}`, kind: "file" },
  { name: "2.0.x", from: "2.0.0", until: `2.${lastPatch}`, kind: "derived" },
];

export const witnessIndex = (name: string): number => witnesses.findIndex((witness) => witness.name === name);

/** The witness of a release, or the nearest ones before and after it. */
export function witnessesOf(version: string): { own?: Witness; before?: Witness; after?: Witness } {
  const own = witnesses.find(
    ({ from, until }) => compareVersions(version, from) >= 0 && compareVersions(version, until) <= 0,
  );
  if (own !== undefined) return { own };
  return {
    before: witnesses.filter((witness) => compareVersions(witness.until, version) < 0).at(-1),
    after: witnesses.find((witness) => compareVersions(witness.from, version) > 0),
  };
}
