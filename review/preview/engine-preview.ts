import { z } from "zod";

/** One resource that the engine would touch. */
export interface PlannedChange {
  readonly urn: string;
  /** `create`, `update`, `replace`, `delete`, …; `drift` for one that is not as the state says, `gone` for one that is not there. */
  readonly op: string;
  /** Names of the properties that differ; never their values. */
  readonly properties: readonly string[];
}

/** As much of `pulumi preview --json` and `pulumi refresh --preview-only --json` as is read here; tried with CLI 3.255 and 3.276. */
const enginePreview = z.object({
  steps: z.array(
    z.object({
      op: z.string(),
      urn: z.string(),
      newState: z.unknown().optional(),
      detailedDiff: z.record(z.string(), z.unknown()).nullish(),
      diffReasons: z.array(z.string()).nullish(),
      replaceReasons: z.array(z.string()).nullish(),
    }),
  ),
  changeSummary: z.record(z.string(), z.number()).nullish(),
});

type Step = z.infer<typeof enginePreview>["steps"][number];

/** Steps that change nothing. */
const quiet = new Set(["same", "read", "read-replacement", "import"]);
/** The two halves of a replacement are shown as one. */
const spoken = (op: string): string => (/^(create-replacement|delete-replaced|replace)$/.test(op) ? "replace" : op);

function changeOf(step: Step): PlannedChange | undefined {
  const names = [...Object.keys(step.detailedDiff ?? {}), ...(step.diffReasons ?? []), ...(step.replaceReasons ?? [])];
  const properties = [...new Set(names.map((name) => name.split(/[.[]/)[0]!))].sort();
  if (step.op !== "refresh") return quiet.has(step.op) ? undefined : { urn: step.urn, op: spoken(step.op), properties };
  if (step.newState === undefined || step.newState === null) return { urn: step.urn, op: "gone", properties };
  return properties.length > 0 ? { urn: step.urn, op: "drift", properties } : undefined;
}

/** What the engine would change, read from its JSON; the stack itself, whose outputs follow, and providers are left out. */
export function plannedChanges(json: string): PlannedChange[] {
  const { steps } = enginePreview.parse(JSON.parse(json));
  const changes = new Map<string, PlannedChange>();
  for (const step of steps) {
    const change = changeOf(step);
    if (change && !/::pulumi:(pulumi:Stack|providers:)/.test(change.urn)) changes.set(change.urn, change);
  }
  return [...changes.values()];
}

/**
 * How many resources a refresh counts as different without saying so of their steps: those of dynamic providers, which give the
 * engine no names of properties (seen with CLI 3.276), such as the counts of services.
 */
export function unnamedDrift(json: string): number {
  const { steps, changeSummary } = enginePreview.parse(JSON.parse(json));
  const named = new Set(
    steps.filter((step) => !["gone", undefined].includes(changeOf(step)?.op)).map(({ urn }) => urn),
  );
  return Math.max(0, (changeSummary?.update ?? 0) - named.size);
}
