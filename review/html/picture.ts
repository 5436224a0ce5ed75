import type { ChangeEntry } from "../../rehearsal/report/document";
import type { PictureMark } from "../../rehearsal/picture/model";
import { pictureOf } from "../../rehearsal/picture/picture";
import type { StateResource } from "../../rehearsal/report/state";
import type { Comparison } from "../compare";
import { type Html, html } from "./elements";

const marks: Readonly<Record<string, PictureMark>> = { create: "new", replace: "replaced", update: "changed" };

/** Boxes that change: by their own operation, or since something beside them in their component does. */
const marksOf = (resources: readonly StateResource[], changes: readonly ChangeEntry[]): Map<string, PictureMark> => {
  const found = new Map<string, PictureMark>();
  const parents = new Map(resources.map(({ urn, parent }) => [urn, parent]));
  const touched = new Set(
    changes.filter(({ component, op }) => !component && op !== "delete").flatMap(({ urn }) => parents.get(urn) ?? []),
  );
  for (const { urn, parent } of resources) if (parent && touched.has(parent)) found.set(urn, "changed");
  for (const { urn, op } of changes) if (marks[op]) found.set(urn, marks[op]);
  return found;
};

/** The stack as it will be, with what changed in it marked; an image, so that its colours stay its own. */
export const pictureFigure = (comparison: Comparison, changes: readonly ChangeEntry[]): Html[] => {
  const resources = (comparison.head?.resources.length ? comparison.head : comparison.base)?.resources ?? [];
  if (resources.length === 0) return [];
  const { stack } = comparison.stack;
  const svg = pictureOf(resources, comparison.project, stack, marksOf(resources, changes));
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  return [
    html`<figure>
      <img alt="Architecture of ${stack}" src="${source}" />
      <figcaption>New, changed and replaced parts have a ring; what is deleted is not drawn.</figcaption>
    </figure>`,
  ];
};
