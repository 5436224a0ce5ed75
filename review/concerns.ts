import type { StateResource } from "../rehearsal/report/state";
import type { Concern, ConcernKind, StackReview } from "./model";

type Found = Omit<StackReview, "outcome" | "concerns">;

/** What a person should look at, worst first. Each kind can be accepted by `--accept`. */
export const concernsOf = (
  found: Found,
  base: readonly StateResource[],
  accepted: ReadonlySet<ConcernKind>,
): Concern[] => {
  const { access, downtime, data, losses } = found.consequences;
  const concern = (kind: ConcernKind, text: string): Concern => ({ kind, text, accepted: accepted.has(kind) });
  const outages = downtime.filter(({ what }) => what !== "rolls");
  return [
    ...data.map(({ resource, text }) => concern("data", `${resource}: ${text}`)),
    ...losses.map(({ kind, resource, text }) => concern(kind === "alarm" ? "alarms" : kind, `${resource}: ${text}`)),
    ...access
      .filter(({ direction, expected }) => direction !== "narrowed" && !expected)
      .map(({ who, text, warning }) => concern("access", `${who}: ${text}${warning ? ` – ${warning}` : ""}`)),
    ...signOn(found).map((text) => concern("access", text)),
    ...outages.map(({ service, what, why }) =>
      concern(
        "downtime",
        `${service} ${what === "cut" ? "runs are cut" : what === "gone" ? "is gone" : "stops"}${why.length > 0 ? `: ${why.join(", ")}` : ""}`,
      ),
    ),
    ...removal(found, base).map((text) => concern("removal", text)),
    ...found.secretsToSet
      .filter(({ isNew }) => isNew && found.kind === "changed")
      .map(({ key }) => concern("secrets", `${key} is to be set`)),
    ...(found.baseUp === false && found.headUp
      ? [concern("base", "the base does not come up, so nothing is compared")]
      : []),
  ];
};

/** Who gets in, and as what, is decided by section `auth`: another value opens or closes a door that no policy shows. */
const signOn = ({ kind, settings }: Found): string[] => {
  const keys = settings.map(({ key }) => key).filter((key) => /^auth\./.test(key));
  return kind === "changed" && keys.length > 0 ? [`sign-on: ${keys.join(", ")}; who gets in, and how, may change`] : [];
};

/** A removed stack file takes nothing away by itself; what its `destroy` would do is worth a look. */
const removal = (found: Found, base: readonly StateResource[]): string[] => {
  if (found.kind !== "removed") return [];
  const guarded = base.filter(({ protect }) => protect).length;
  const resources = (count: number) => (count === 1 ? "1 resource" : `${count} resources`);
  return [
    guarded > 0
      ? `the stack file goes: destroy would be refused, ${resources(guarded)} protected; what is there goes on running and costing`
      : `the stack file goes: destroy would delete ${resources(found.resources.delete)}, which go on running and costing until then`,
  ];
};
