import { cardOf } from "../../cards/cards";
import { leaves } from "../rule";
import type { Properties } from "../../protocol/wire";
import { learned } from "./learned";

const holds = (path: string, at: string): boolean => at === path || at.startsWith(`${path}.`);

/** Inputs, without list indices, of which nobody knows whether a change replaces; the type itself if none is known. */
export function unlearned(type: string, inputs: Properties): string[] {
  const lesson = learned(type);
  if (!lesson) return [type];
  const settled = cardOf(type)?.settled ?? [];
  const given = new Set(leaves(inputs).map(({ at }) => at));
  return [...given]
    .filter((at) => lesson.unanswered?.some((path) => holds(path, at)) && !settled.some((path) => holds(path, at)))
    .map((at) => `${type} ${at}`);
}
