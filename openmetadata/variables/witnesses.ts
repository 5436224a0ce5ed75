import { type Evidence, evidenceOfLines } from "../releases/lines";
import { compareVersions } from "../releases/versions";

/**
 * The upstream configuration files from which the table of variables was taken, in order of release. `from` and
 * `until` (both included) are the releases whose own file it is; the releases between two witnesses have no file.
 */
export type Witness = Evidence & { readonly until: string };

export const witnesses: readonly Witness[] = evidenceOfLines("serverFiles");

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
