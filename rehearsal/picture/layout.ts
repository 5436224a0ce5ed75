import type { NodeKind, PictureEdge, PictureGraph, PictureNode } from "./model";

export interface Box {
  readonly node: PictureNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A frame around boxes, with its title at the top left. */
export interface Frame {
  readonly title: string;
  readonly style: "vpc" | "public" | "private";
  /** Around the boxes of half a row: an arrow passes its middle. */
  readonly isNarrow?: true;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Arrow {
  /** Corners of a line of straight pieces. */
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly label: string;
  readonly labelAt: readonly [x: number, y: number];
  readonly anchor: "start" | "middle" | "end";
  /** Traffic that leaves the VPC. */
  readonly outward: boolean;
}

/** What a dashed line means, for the lines that the picture has. */
export type LegendEntry = "outward" | "yours" | "subnets";

export interface Layout {
  readonly legend: readonly { readonly entry: LegendEntry; readonly x: number; readonly y: number }[];
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly frames: readonly Frame[];
  readonly arrows: readonly Arrow[];
}

const boxWidth = 250;
const boxHeight = 92;
const gap = 90;
/** Between the only two boxes of a row, where what is written along their arrows needs the room. */
const gapOfTwo = 170;
const margin = 28;
const rowGap = 104;
const frameTop = 34;

/** Rows from top to bottom: who calls stands above who answers. */
const rowOf: Readonly<Record<NodeKind, number>> = {
  users: 0,
  networks: 0,
  internet: 0,
  balancer: 1,
  nat: 1,
  service: 2,
  search: 3,
  database: 3,
  storage: 3,
  secrets: 4,
  logs: 4,
};

const outside: ReadonlySet<NodeKind> = new Set(["nat", "networks", "internet"]);

const order: readonly NodeKind[] = [
  "users",
  "balancer",
  "service",
  "search",
  "database",
  "storage",
  "secrets",
  "logs",
  "nat",
  "networks",
  "internet",
];

/** Places boxes in rows and columns, and draws arrows between them along straight lines. */
export const layoutOf = (graph: PictureGraph): Layout => {
  const columns = Math.max(2, ...[1, 2, 3].map((row) => inRow(graph.nodes, row).length));
  const contentWidth = columns * boxWidth + (columns - 1) * (columns === 2 ? gapOfTwo : gap);
  const left = margin * 3;
  const boxes = [0, 1, 2, 3, 4].flatMap((row) => rowBoxes(graph, row, left, contentWidth));
  const frames = framesOf(graph, boxes, left, contentWidth);
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const ends = spread(graph.edges, byId);
  const arrows = [...graph.edges.flatMap((edge) => arrowOf(edge, byId, ends)), ...accountArrows(boxes, frames)];
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const legend = legendOf(graph, left, bottom + 36);
  return { width: left * 2 + contentWidth, height: bottom + 36 + margin, boxes, frames, arrows, legend };
};

/** Room for an entry: its sample and its words. */
const legendWidth: Readonly<Record<LegendEntry, number>> = { subnets: 130, outward: 190, yours: 210 };

const legendOf = ({ nodes }: PictureGraph, left: number, y: number): Layout["legend"] => {
  const entries: LegendEntry[] = [
    "subnets",
    "outward",
    ...(nodes.some(({ yours }) => yours) ? ["yours" as const] : []),
  ];
  let x = left;
  return entries.map((entry) => {
    const place = { entry, x, y };
    x += legendWidth[entry];
    return place;
  });
};

const rowTop = (row: number): number => 74 + row * (boxHeight + rowGap) - (row === 4 ? 18 : 0);

const inRow = (nodes: readonly PictureNode[], row: number): PictureNode[] =>
  nodes
    .filter(({ kind }) => rowOf[kind] === row)
    .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));

/** Two boxes of a row stand at its ends, so that arrows below them have the middle; others at even distances. */
const rowBoxes = (graph: PictureGraph, row: number, left: number, width: number): Box[] => {
  const answersUsers = new Set(
    graph.edges.filter(({ from }) => kindOf(graph, from) === "balancer").map(({ to }) => to),
  );
  const nodes = inRow(graph.nodes, row).sort(
    (one, other) => Number(answersUsers.has(other.id)) - Number(answersUsers.has(one.id)),
  );
  const step = nodes.length > 1 ? (width - boxWidth) / (nodes.length - 1) : 0;
  return nodes.map((node, index) => ({
    node,
    x: Math.round(left + step * index),
    y: rowTop(row),
    width: boxWidth,
    height: boxHeight,
  }));
};

const kindOf = (graph: PictureGraph, id: string) => graph.nodes.find((node) => node.id === id)?.kind;

/** How far a frame of subnets stands around its boxes, and the VPC around them. */
const around = { subnets: 26, vpc: 48 };

const framesOf = (graph: PictureGraph, boxes: readonly Box[], left: number, width: number): Frame[] => {
  const { title, publicTitle, privateTitle } = graph.network;
  const frame = (
    style: Frame["style"],
    text: string,
    rows: [from: number, to: number],
    x: number,
    across: number,
  ): Frame => {
    const [from, to] = rows;
    const isVpc = style === "vpc";
    const space = isVpc ? around.vpc : around.subnets;
    const y = rowTop(from) - frameTop - (isVpc ? frameTop : 0);
    const below = isVpc ? frameTop - 14 : -8;
    const height = rowTop(to) + boxHeight - rowTop(from) + frameTop + space + below;
    return { title: text, style, x: x - space, y, width: across + space * 2, height };
  };
  const vpc = frame("vpc", title, [1, 3], left, width);
  const entrance = boxes.filter(({ node }) => rowOf[node.kind] === 1);
  const [inside, outer] = [
    entrance.filter(({ node }) => node.isPrivate),
    entrance.filter(({ node }) => !node.isPrivate),
  ];
  // Where nothing stands in public subnets there are none to draw: the private ones reach up to the entrance.
  if (inside.length > 0 && outer.length === 0) return [vpc, frame("private", privateTitle, [1, 3], left, width)];
  const tasks = frame("private", privateTitle, [2, 3], left, width);
  if (inside.length === 0) return [vpc, frame("public", publicTitle, [1, 1], left, width), tasks];
  const span = (some: readonly Box[]): [x: number, across: number] => {
    const first = Math.min(...some.map(({ x }) => x));
    return [first, Math.max(...some.map((box) => box.x + box.width)) - first];
  };
  const narrow = (style: Frame["style"], text: string, some: readonly Box[]): Frame => ({
    ...frame(style, text.split(/[:,]/)[0]!, [1, 1], ...span(some)),
    isNarrow: true,
  });
  return [vpc, narrow("private", privateTitle, inside), narrow("public", publicTitle, outer), tasks];
};

/** What tasks read and write outside the VPC, from the frame that they stand in. */
const accountArrows = (boxes: readonly Box[], frames: readonly Frame[]): Arrow[] => {
  const tasks = frames.findLast(({ style }) => style === "private");
  const labels: Partial<Record<NodeKind, string>> = { secrets: "read when a task starts", logs: "logs and metrics" };
  return boxes.flatMap(({ node, x, y, width }) => {
    const label = labels[node.kind];
    if (!label || !tasks) return [];
    const middle = x + width / 2;
    const start = tasks.y + tasks.height;
    return [
      {
        points: [
          [middle, start],
          [middle, y],
        ],
        label,
        labelAt: [middle + 8, y - 14],
        anchor: "start",
        outward: true,
      },
    ];
  });
};

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
const spread = (edges: readonly PictureEdge[], boxes: ReadonlyMap<string, Box>): Ends => {
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

/** An arrow that is alone on one of its sides goes straight where the boxes stand above each other. */
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

/** How far an arrow past a whole row stands from those that stop at that row, and from the title in a frame's middle. */
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

const arrowOf = (edge: PictureEdge, boxes: ReadonlyMap<string, Box>, ends: Ends): Arrow[] => {
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
  // An arrow past a whole row turns before it: boxes of that row may stand above its start.
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
