import type { NodeKind, PictureNode } from "./model";

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
  /** Lines of text under the legend. */
  readonly remarks: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly frames: readonly Frame[];
  readonly arrows: readonly Arrow[];
}

export const boxWidth = 250;
/** Between two rows, where arrows bend. */
export const rowGap = 104;

/** Rows from top to bottom: who calls is above who answers. */
export const rowOf: Readonly<Record<NodeKind, number>> = {
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
