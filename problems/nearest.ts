import { distance } from "fastest-levenshtein";

/** How many letters may be wrong: about a third at most. */
const mostTypos = (left: string, right: string) => Math.max(1, Math.round(Math.min(left.length, right.length) / 3));
/** Shorter words are part of too many others, and a small part of a long word says little. */
const shortestPart = 4;
const smallestShare = 1 / 3;

/**
 * What somebody who wrote `name` most likely meant: the known word that is spelt nearly so, or else the only one that is a part
 * of it or has it as a part. Undefined when none is near: a wrong guess is worse than none.
 */
export const nearestOf = <Known extends string>(name: string, known: readonly Known[]): Known | undefined =>
  allNear(name, known)[0];

/** Every known word that is as near as the nearest, or has one more wrong letter; the nearest first. */
export function allNear<Known extends string>(name: string, known: readonly Known[]): Known[] {
  const words = known.map((word) => {
    const [wanted, found] = [name.toLowerCase(), word.toLowerCase()];
    return { word, typos: distance(wanted, found), part: isPart(wanted, found) || isPart(found, wanted) };
  });
  const isTypo = ({ word, typos }: (typeof words)[number]) => typos <= mostTypos(name, word);
  const near = words.filter((word) => isTypo(word) || word.part).sort((left, right) => left.typos - right.typos);
  const [nearest] = near;
  // Several that merely have the word as a part are as good as none.
  if (nearest === undefined || (near.length > 1 && !near.some(isTypo))) return [];
  return near.filter(({ typos }) => typos <= nearest.typos + 1).map(({ word }) => word);
}

const isPart = (part: string, whole: string) =>
  part.length >= Math.max(shortestPart, whole.length * smallestShare) && whole.includes(part);
