import { arrowOf, spread } from "./arrows";
import type { NodeKind, PictureGraph, PictureNode } from "./model";
import { type Arrow, type Box, type Frame, type Layout, type LegendEntry, boxWidth, rowGap, rowOf } from "./placed";

/** Of a box with a title and three lines; each further line makes its row higher. */
const usualHeight = 92;
const usualLines = 3;
const lineHeight = 18;
const gap = 90;
/** Between the only two boxes of a row, where what is written along their arrows needs the room. */
const gapOfTwo = 170;
const margin = 28;
const frameTop = 34;

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
  const rows = rowsOf(graph.nodes);
  const boxes = rows.flatMap((row, index) => rowBoxes(graph, index, row, { x: left, width: contentWidth }));
  const frames = framesOf(graph, boxes, rows, { x: left, width: contentWidth });
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const ends = spread(graph.edges, byId);
  const arrows = [...graph.edges.flatMap((edge) => arrowOf(edge, byId, ends)), ...accountArrows(boxes, frames)];
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const legend = legendOf(graph, left, bottom + 36);
  const remarks = remarksOf(graph, left, bottom + 36 + lineHeight);
  const height = bottom + 36 + remarks.length * lineHeight + margin;
  return { width: left * 2 + contentWidth, height, boxes, frames, arrows, legend, remarks };
};

/** What is not in the picture, a line each, under the legend. */
const remarksOf = ({ notDrawn }: PictureGraph, x: number, y: number): Layout["remarks"] =>
  notDrawn.map((type, index) => ({ text: `not in the picture: ${type}`, x, y: y + index * lineHeight }));

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

interface Row {
  readonly y: number;
  readonly height: number;
}

/** What lies between the left and the right end of the boxes. */
interface Across {
  readonly x: number;
  readonly width: number;
}

const firstRow = 74;
/** How much nearer the account's own services are to the VPC than its rows to each other. */
const nearer = 18;

/** The five rows, each as high as its box with most lines. */
const rowsOf = (nodes: readonly PictureNode[]): Row[] => {
  let next = firstRow;
  return [0, 1, 2, 3, 4].map((row) => {
    const lines = Math.max(usualLines, ...inRow(nodes, row).map((node) => node.lines.length));
    const height = usualHeight + (lines - usualLines) * lineHeight;
    const y = next - (row === 4 ? nearer : 0);
    next = y + height + rowGap;
    return { y, height };
  });
};

const inRow = (nodes: readonly PictureNode[], row: number): PictureNode[] =>
  nodes
    .filter(({ kind }) => rowOf[kind] === row)
    .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));

/** Two boxes of a row are at its ends, so that arrows below them have the middle; others at even distances. */
const rowBoxes = (graph: PictureGraph, index: number, row: Row, across: Across): Box[] => {
  const answersUsers = new Set(
    graph.edges.filter(({ from }) => kindOf(graph, from) === "balancer").map(({ to }) => to),
  );
  const nodes = inRow(graph.nodes, index).sort(
    (one, other) => Number(answersUsers.has(other.id)) - Number(answersUsers.has(one.id)),
  );
  const step = nodes.length > 1 ? (across.width - boxWidth) / (nodes.length - 1) : 0;
  return nodes.map((node, place) => ({ node, x: Math.round(across.x + step * place), width: boxWidth, ...row }));
};

const kindOf = (graph: PictureGraph, id: string) => graph.nodes.find((node) => node.id === id)?.kind;

/** How far a frame of subnets is from its boxes, and the VPC around them. */
const around = { subnets: 26, vpc: 48 };

const framesOf = (graph: PictureGraph, boxes: readonly Box[], rows: readonly Row[], content: Across): Frame[] => {
  const { x: left, width } = content;
  const { title, publicTitle, privateTitle } = graph.network;
  const frame = (
    style: Frame["style"],
    text: string,
    [from, to]: [from: number, to: number],
    x: number,
    across: number,
  ): Frame => {
    const [first, last] = [rows[from]!, rows[to]!];
    const isVpc = style === "vpc";
    const space = isVpc ? around.vpc : around.subnets;
    const y = first.y - frameTop - (isVpc ? frameTop : 0);
    const below = isVpc ? frameTop - 14 : -8;
    const height = last.y + last.height - first.y + frameTop + space + below;
    return { title: text, style, x: x - space, y, width: across + space * 2, height };
  };
  const vpc = frame("vpc", title, [1, 3], left, width);
  const entrance = boxes.filter(({ node }) => rowOf[node.kind] === 1);
  const [inside, outer] = [
    entrance.filter(({ node }) => node.isPrivate),
    entrance.filter(({ node }) => !node.isPrivate),
  ];
  // Where nothing is in public subnets there are none to draw: the private ones reach up to the entrance.
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

/** What tasks read and write outside the VPC, from the frame that they are in. */
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
