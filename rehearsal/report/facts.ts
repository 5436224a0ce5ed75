import type { Phrase } from "../cards/card";
import { cardOf, spokenKind } from "../cards/cards";
import type { StateResource } from "./state";
import { counted } from "./text";

const phrase = (resource: StateResource): Phrase => {
  const [noun, detail] = cardOf(resource.type)?.phrase?.of(resource.inputs ?? {}) ?? [kindByName(resource), ""];
  return [noun, detail.replace(/ {2,}/g, " ").trimEnd()];
};

/** A random number says nothing of what it is for; its name does. */
const kindByName = ({ type, urn }: StateResource): string =>
  type === "random:index/randomId:RandomId" && /-destroy-guard$/.test(urn)
    ? "destroy guard, which stops pulumi destroy while the stack is protected"
    : spokenKind(type);

/** One resource in a phrase. */
export const phraseOf = (resource: StateResource): string => phrase(resource).join("").trim();

/** Equal ones counted together, the telling kinds first, then the others by how many there are. */
export const summary = (resources: readonly StateResource[]): string => {
  const groups = new Map<string, { rank: number; count: number; phrase: Phrase }>();
  for (const resource of resources) {
    const own = phrase(resource);
    const group = groups.get(own.join("")) ?? { rank: rankOf(resource.type), count: 0, phrase: own };
    groups.set(own.join(""), { ...group, count: group.count + 1 });
  }
  return [...groups]
    .sort(([text, one], [other, two]) => one.rank - two.rank || two.count - one.count || (text < other ? -1 : 1))
    .map(
      ([
        text,
        {
          count,
          phrase: [noun, detail],
        },
      ]) => (noun === "" && count > 1 ? `${count} × ${text}` : `${counted(count, noun)}${detail}`),
    )
    .join(" · ");
};

/** Smaller is more telling; what has no phrase of its own comes last. */
export const rankOf = (type: string): number => cardOf(type)?.phrase?.rank ?? Infinity;
