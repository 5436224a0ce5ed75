import type { NodeKind, PictureEdge } from "./model";
import { type Arrow, type Box, boxWidth, rowGap, rowOf } from "./placed";

const outside: ReadonlySet<NodeKind> = new Set(["nat", "networks", "internet"]);

type Side = "top" | "bottom" | "left" | "right";
type Point = readonly [x: number, y: number];
interface End {
  readonly from: Point;
  readonly to: Point;
  readonly side: Side;
}
type Ends = ReadonlyMap<PictureEdge, End>;

const sidesOf = (from: Box, to: Box): [Side, Side] => {
  if (from.y === to.y) return from.x < to.x ? ["right", "left"] : ["left", "right"];
  return from.y < to.y ? ["bottom", "top"] : ["top", "bottom"];
};

/** Each arrow gets a place of its own on the sides that it touches, ordered by where its other end is. */
export const spread = (edges: readonly PictureEdge[], boxes: ReadonlyMap<string, Box>): Ends => {
  const touches = new Map<string, { edge: PictureEdge; end: "from" | "to"; other: Box }[]>();
  for (const edge of edges) {
    const from = boxes.get(edge.from);
    const to = boxes.get(edge.to);
    if (!from || !to) continue;
    const [fromSide, toSide] = sidesOf(from, to);
    const add = (key: string, touch: { edge: PictureEdge; end: "from" | "to"; other: Box }) =>
      touches.set(key, [...(touches.get(key) ?? []), touch]);
    add(`${edge.from}\n${fromSide}`, { edge, end: "from", other: to });
    add(`${edge.to}\n${toSide}`, { edge, end: "to", other: from });
  }
  const places = new Map<PictureEdge, End>();
  for (const [key, list] of touches) {
    const [id = "", side = "top"] = key.split("\n") as [string, Side];
    const box = boxes.get(id);
    if (!box) continue;
    // On facing sides both boxes must sort alike, or two arrows between the same boxes would cross.
    list.sort((one, other) => one.other.x - other.other.x || pairKey(one.edge).localeCompare(pairKey(other.edge)));
    list.forEach(({ edge, end }, index) => {
      const share = (index + 1) / (list.length + 1);
      const place = placeOn(box, side, share);
      const known = places.get(edge) ?? { from: place, to: place, side };
      places.set(edge, { ...known, [end]: place, ...(end === "from" ? { side } : {}) });
    });
  }
  return aligned(places, touches);
};

/** An arrow that is alone on one of its sides goes straight where the boxes are above each other. */
const aligned = (
  places: Map<PictureEdge, End>,
  touches: ReadonlyMap<string, readonly { readonly edge: PictureEdge }[]>,
): Ends => {
  const alone = new Set(
    [...touches.entries()]
      .filter(([, list]) => list.length === 1)
      .flatMap(([key, [touch]]) => `${key.split("\n")[0]}\n${pairKey(touch!.edge)}`),
  );
  for (const [edge, { from, to, side }] of places) {
    if (side === "left" || side === "right" || Math.abs(from[0] - to[0]) > boxWidth / 2) continue;
    if (alone.has(`${edge.to}\n${pairKey(edge)}`)) places.set(edge, { from, to: [from[0], to[1]], side });
    else if (alone.has(`${edge.from}\n${pairKey(edge)}`)) places.set(edge, { from: [to[0], from[1]], to, side });
  }
  return places;
};

const pairKey = ({ from, to }: PictureEdge): string => `${from} ${to}`;

const placeOn = (box: Box, side: Side, share: number): readonly [number, number] => {
  if (side === "left") return [box.x, Math.round(box.y + box.height * share)];
  if (side === "right") return [box.x + box.width, Math.round(box.y + box.height * share)];
  return [Math.round(box.x + box.width * share), side === "top" ? box.y : box.y + box.height];
};

/** How far an arrow past a whole row is from those that stop at that row, and from the title in a frame's middle. */
const aside = { start: 22, end: 75 };

const pastRows = ({ from: start, to: target }: End, from: Box, to: Box): { start: Point; target: Point } => {
  const across = Math.abs(rowOf[from.node.kind] - rowOf[to.node.kind]) > 1 && start[0] !== target[0];
  if (!across) return { start, target };
  const direction = Math.sign(target[0] - start[0]);
  const inTheMiddle = to.node.kind === "networks";
  return {
    start: [start[0] + direction * aside.start, start[1]],
    target: [target[0] - (inTheMiddle ? direction * aside.end : 0), target[1]],
  };
};

export const arrowOf = (edge: PictureEdge, boxes: ReadonlyMap<string, Box>, ends: Ends): Arrow[] => {
  const end = ends.get(edge);
  const from = boxes.get(edge.from);
  const to = boxes.get(edge.to);
  if (!end || !from || !to) return [];
  const { start, target } = pastRows(end, from, to);
  const [startX, startY] = start;
  const [endX, endY] = target;
  const outward = outside.has(to.node.kind);
  const shared = { label: edge.label, outward };
  if (end.side === "left" || end.side === "right") {
    return [
      { ...shared, points: [start, [endX, startY]], labelAt: [(startX + endX) / 2, startY - 7], anchor: "middle" },
    ];
  }
  const upward = endY < startY;
  // The bend lies at a height that grows with the distance, so that longer arrows pass outside shorter ones.
  const lane = 0.3 + 0.4 * Math.min(1, Math.abs(endX - startX) / 900);
  // An arrow past a whole row turns before it: boxes of that row may be above its start.
  const reach = Math.sign(endY - startY) * Math.min(Math.abs(endY - startY), rowGap);
  const bend = Math.round(startY + reach * (upward ? 1 - lane : lane));
  const straight = Math.abs(endX - startX) < 2;
  return [
    {
      ...shared,
      points: straight ? [start, target] : [start, [startX, bend], [endX, bend], target],
      labelAt: upward ? [startX + 8, startY - 10] : [endX + 8, endY - 12],
      anchor: "start",
    },
  ];
};
