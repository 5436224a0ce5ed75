import { namePrefix, type StateResource } from "../report/state";
import { pictureGraph } from "./graph";
import { layoutOf } from "./layout";
import type { PictureGraph, PictureMark, PictureNode } from "./model";
import { drawn } from "./svg";

/** The architecture of a stack as SVG, drawn from what the engine registered: the same stack gives the same bytes. */
export const pictureOf = (
  resources: readonly StateResource[],
  project: string,
  stack: string,
  marks: ReadonlyMap<string, PictureMark> = new Map(),
): string => {
  const plain = pictureGraph(resources, namePrefix(project, stack));
  const graph = { ...plain, nodes: plain.nodes.map((node) => marked(node, marks)) };
  return drawn(layoutOf(graph), `OpenMetadata on AWS: stack ${stack}`, description(graph));
};

/** A box of several has the mark that all of them have; it has changed when only some have one. */
const marked = (node: PictureNode, marks: ReadonlyMap<string, PictureMark>): PictureNode => {
  const [mark, ...others] = new Set((node.standsFor ?? [node.id]).map((urn) => marks.get(urn)));
  if (others.length > 0) return { ...node, mark: "changed" };
  return mark ? { ...node, mark } : node;
};

/** The same in words, for people who cannot see it. */
const description = ({ nodes, edges }: PictureGraph): string => {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  return edges
    .map(({ from, to, label }) => `${titles.get(from)} calls ${titles.get(to)}${label ? ` (${label})` : ""}`)
    .join("; ");
};
