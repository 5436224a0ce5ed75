export type NodeKind =
  | "users"
  | "balancer"
  | "nat"
  | "service"
  | "search"
  | "database"
  | "storage"
  | "internet"
  | "networks"
  | "secrets"
  | "logs";

/** How a change marks a box. */
export type PictureMark = "new" | "changed" | "replaced";

/** A box of the picture. */
export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly title: string;
  readonly lines: readonly string[];
  /** URNs of all resources that the box stands for, when it is not only the one that `id` names. */
  readonly standsFor?: readonly string[];
  /** Used by the stack and not made by it. */
  readonly yours?: boolean;
  /** In the private subnets, although its kind usually is in public ones. */
  readonly isPrivate?: boolean;
  /** What a change does to it; absent when nothing. */
  readonly mark?: PictureMark;
}

/** An arrow from who calls to who answers. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface PictureGraph {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** Types of resources that nothing in the picture stands for, since they have no card. Sorted. */
  readonly notDrawn: readonly string[];
  /** What is said of the network around the boxes. */
  readonly network: {
    readonly title: string;
    readonly publicTitle: string;
    readonly privateTitle: string;
  };
}
