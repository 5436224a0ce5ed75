import { cardOf, spokenKind } from "../cards/cards";
import { shortName, type StateResource } from "../report/state";

type Inputs = Readonly<Record<string, unknown>>;

/** What is gone with a resource of this type; undefined for one that holds nothing. */
export const holdsOf = (type: string): string | undefined => {
  const holds = cardOf(type)?.holds;
  return holds === "nothing" ? undefined : holds;
};

/** Stores of one kind that `destroy` treats alike. */
export interface StandingStore {
  /** `db instance`, `secret`. */
  readonly kind: string;
  /** Short names, sorted. */
  readonly names: readonly string[];
  readonly holds: string;
  /** Who refuses to delete it, and why; empty when nothing does. */
  readonly stoppedBy: readonly string[];
  /** What is left of it, or for how long it can be had back. */
  readonly left: readonly string[];
}

const isOn = (value: unknown): boolean => value === true || value === "true";
const days = (count: unknown, usual: number): string => `${Number(count ?? usual)} days`;

const stops = ({ type, protect, inputs = {} }: StateResource): string[] => [
  ...(protect ? ["pulumi (protect)"] : []),
  ...["deletionProtection", "enableDeletionProtection", "deletionProtectionEnabled"]
    .filter((property) => isOn(inputs[property]))
    .map((property) => `AWS (${property})`),
  ...(/^aws:s3\/bucket/.test(type) && !isOn(inputs.forceDestroy) ? ["AWS, while objects are in it"] : []),
  ...(/^aws:ecr\//.test(type) && !isOn(inputs.forceDelete) ? ["AWS, while images are in it"] : []),
];

const leaves = (type: string, inputs: Inputs): string[] => {
  if (/^aws:rds\//.test(type)) return isOn(inputs.skipFinalSnapshot) ? [] : ["a final snapshot"];
  if (/^aws:kms\/key:/.test(type)) return [`deleted after ${days(inputs.deletionWindowInDays, 30)}`];
  if (!/^aws:secretsmanager\//.test(type) || Number(inputs.recoveryWindowInDays ?? 30) === 0) return [];
  return [`can be restored for ${days(inputs.recoveryWindowInDays, 30)}`];
};

/** What holds data in an account, with what would stop a `destroy` and what it would leave; what nothing stops comes first. */
export const standingStores = (resources: readonly StateResource[], prefix: string): StandingStore[] => {
  const found = new Map<string, StandingStore>();
  for (const resource of resources) {
    const { type, urn, inputs = {} } = resource;
    const holds = holdsOf(type);
    // An access point is a way into a file system; what only the state has is no store of the account.
    if (!holds || !type.startsWith("aws:") || /accessPoint:/.test(type)) continue;
    const like = { kind: spokenKind(type), holds, stoppedBy: stops(resource), left: leaves(type, inputs) };
    const key = JSON.stringify(like);
    const names = [...(found.get(key)?.names ?? []), shortName(urn, prefix)].sort();
    found.set(key, { ...like, names });
  }
  const exposed = ({ stoppedBy, left }: StandingStore) => (stoppedBy.length > 0 ? 2 : 0) + (left.length > 0 ? 1 : 0);
  return [...found.values()].sort((one, other) => exposed(one) - exposed(other));
};
