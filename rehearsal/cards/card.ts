import type { ReplacingChange } from "../aws/learned/learned-type";
import type { TypeRule } from "../aws/type-rule";
import type { CostRule } from "../cost/cost";
import type { Guard, GuardByBeing } from "./guards";
import type { NodeKind } from "../picture/model";
import type { Properties, Value } from "../protocol/wire";

/** One of the inputs that together may be there only once. */
export interface Key {
  /** Path of the input. */
  readonly path: string;
  /** Other paths, where it may be instead. */
  readonly or?: readonly string[];
  /** Left out is a value too. */
  readonly optional?: true;
  /** An input of what the path names, in place of the name itself. */
  readonly of?: { readonly type: string; readonly input: string };
  /** The value as the service compares it. */
  readonly as?: (value: string) => string;
}

/** An input by which a resource names another one by its name, not by identifier or ARN. */
export interface NamedReference {
  readonly property: string;
  /** Type of what it names. */
  readonly target: string;
  /** Inputs and outputs of the target by which it may be named. */
  readonly names: readonly string[];
  /** What AWS brings. */
  readonly always?: RegExp;
}

/** An input, and the types of what it names. */
export interface Place {
  readonly at: string;
  readonly types: readonly string[];
}

type Inputs = Readonly<Record<string, unknown>>;

/** What a resource is called, and what tells it from others of its kind: `["log group", " (90 days)"]`. */
export type Phrase = readonly [noun: string, detail: string];

/** A box of the picture: in the row and the colour of its kind. */
interface Box {
  readonly kind: NodeKind;
  /** Its title and its lines. Absent where they follow from other resources, which the picture itself knows. */
  readonly texts?: (inputs: Inputs) => readonly [title: string, ...lines: string[]];
}

/** What must be said of every type; `emptyColumns` finds what is not. */
interface Required {
  /**
   * By what there is one only: `name` (the input that the provider was seen to name automatically), or rows of inputs.
   * Where AWS would let a second overwrite the first, two of one program would undo each other, so that counts too.
   */
  readonly unique: "name" | "not judged" | readonly (readonly Key[])[];
  /** What a month of it costs; `not priced` is listed as such in the estimate. */
  readonly cost: CostRule | "free" | "not priced";
  /** What is gone with it: data, or a key without which data cannot be read. `nothing` for what can be made again. */
  readonly holds: string;
}

/** What the project knows of one resource type; identifier and outputs that are not here follow from general rules. */
export interface Card extends Required, TypeRule {
  /** Input that the official provider names, and what it puts between the logical name and its digits. */
  readonly name?: { readonly property: string; readonly lower: boolean; readonly separator?: string };
  /** Outputs that identify what AWS makes along with it. */
  readonly madeAlong?: readonly string[];
  /** The input that names what it is part of, and that one's type: it goes when that goes. */
  readonly partOf?: readonly [property: string, of: string];
  /** Inputs that name something by its name. */
  readonly namedReferences?: readonly NamedReference[];
  /** Inputs with the ARN of something that must be in the resource's own region. */
  readonly ownRegion?: readonly string[];
  /** Inputs of which all that they name must be in one VPC. */
  readonly oneVpc?: readonly Place[];
  /** The input with the subnets whose VPC is its own, where it names none. */
  readonly vpcOfSubnets?: string;
  /** Where it says in which subnets it is; these are to be private ones. */
  readonly privateSubnets?: string;
  /** An input that gives it a public address. */
  readonly publicAddress?: string;
  /** Input with a role → principal of the service that takes the role. */
  readonly roles?: Readonly<Record<string, string>>;
  /** The input with a policy document, and the one that says of what it is the policy; without, it is its own. */
  readonly policy?: { readonly document: string; readonly of?: string };

  /** `ingress rule`; default: the class in words. */
  readonly spoken?: string;
  /** What a reader wants to know of it. The smaller the rank, the earlier in its component's row. */
  readonly phrase?: { readonly rank: number; readonly of: (inputs: Inputs) => Phrase };
  /** Its kind beside its name where access is compared; default: the class in words. */
  readonly spokenInAccess?: string;
  /** Which box of the picture it is. */
  readonly box?: Box;
  /** A line that it adds to the box of what the input `of` names, where it is no box of its own. */
  readonly boxLine?: { readonly of: string; readonly text: (inputs: Inputs) => string };
  /** What a reviewer reads first of a change: data, then services, then the rest. Default: its service's. */
  readonly readFirst?: "data" | "services";
  /** A guard by being there: what is said when it goes. */
  readonly guard?: GuardByBeing;
  /** Inputs that guard it: protection, encryption, logs. A review says when one is gone or weaker. */
  readonly guards?: readonly Guard[];

  /** What `npm run learn` must know to ask the provider about it. */
  readonly learning?: {
    /** Inputs, by path, without which the provider refuses others, or on which it depends whether they replace. */
    readonly circumstances?: Readonly<Record<string, Value>>;
    /** Two values of an input whose text has a form of its own. */
    readonly samples?: Readonly<Record<string, [Value, Value]>>;
  };
  /** Beyond what was learned by asking; each entry says where it is from. */
  readonly replacesWhen?: Readonly<Record<string, readonly ReplacingChange[]>>;
  /** Inputs, and all inside them, that are settled although the provider gave no answer about them. */
  readonly settled?: readonly string[];
  /** Changes of an input that the provider's own code takes for none. */
  readonly ignoredChanges?: Readonly<Record<string, (before: Properties, after: Properties) => boolean>>;
}

/** What is known of the types of one service. */
export interface ServiceCards {
  /** By full type, such as `aws:ec2/vpc:Vpc`. */
  readonly cards: Readonly<Record<string, Card>>;
  /** What is true of its types that have no card. */
  readonly others?: { readonly cost: "free" };
  /** See {@link Card.readFirst}. */
  readonly readFirst?: "data" | "services";
}

export const key = (path: string, more: Omit<Key, "path"> = {}): Key => ({ path, ...more });

/** What can be made again, costs nothing and may be there any number of times, as far as is known. */
export const plain = { unique: "not judged", cost: "free", holds: "nothing" } as const;

const columns = ["unique", "cost", "holds"] as const satisfies readonly (keyof Required)[];

/** Names of what a card must say and does not. */
export const emptyColumns = (card: Partial<Card> | undefined): string[] =>
  columns.filter((column) => isEmpty(card?.[column]));

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
