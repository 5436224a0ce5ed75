import { consequencesOf } from "./consequences/index";
import { estimateCost } from "./cost/estimate";
import type { RehearsalDocument, RequestedChange, Timing } from "./report/document";
import { Findings, Stopped } from "./findings";
import { type Phase, type RehearsalOptions, runPhases } from "./phases";
import { changeEntries } from "./report/changes";
import { containerChanges } from "./report/containers";
import { environmentChanges, environmentsOf } from "./report/environments";
import { Mask } from "./report/masking";
import { namePrefix, type StateResource, typeOf } from "./report/state";
import { inClear, type Session, shownChange } from "./session-view";

export type { Phase, RehearsalOptions } from "./phases";

export interface Rehearsal {
  readonly document: RehearsalDocument;
  /** The last state, masked; the report draws its tree from it. */
  readonly resources: readonly StateResource[];
}

/** Region of a rehearsal whose stack file names none. */
const defaultRegion = "us-east-1";

const regionOf = ({ config }: Session): string => String(config["aws:region"] ?? defaultRegion);

/** Runs the phases on a started session and gathers what they show. Does not dispose of the session. */
export const rehearse = async (
  session: Session,
  options: RehearsalOptions,
  phase: Phase,
  timings: () => readonly Timing[],
): Promise<Rehearsal> => {
  const findings = new Findings();
  findings.remember(session);
  try {
    await runPhases(session, options, phase, findings);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  findings.remember(session);
  return documented(session, options, findings, timings());
};

/** What is shown of the stack, worked out before anything is masked. */
const documented = (
  session: Session,
  options: RehearsalOptions,
  findings: Findings,
  timings: readonly Timing[],
): Rehearsal => {
  const { base } = findings;
  const head = findings.head.length > 0 ? findings.head : findings.planned;
  // A change that did not come up is shown as the preview planned it.
  const after = findings.changed ? head : findings.changePlanned;
  const compared = after.length > 0;
  const changes = compared ? changeEntries(findings.changeOperations, base, after) : [];
  const prefix = namePrefix(session.workspace.project.name, session.stackName);
  const document: RehearsalDocument = {
    document: 1,
    project: session.workspace.project.name,
    stack: session.stackName,
    region: regionOf(session),
    held: findings.problems.length === 0,
    problems: findings.problems,
    warnings: findings.warnings,
    checks: findings.checks,
    ...passedOver(findings),
    placeholders: [...session.placeholders],
    missingSecrets: [...session.missingSecrets],
    up: findings.head.length > 0,
    resources: head.map(shownResource),
    ...(options.changes.length > 0 && { change: requested(options, findings, after, regionOf(session)) }),
    changes,
    ...(compared && { consequences: consequencesOf({ base, head: after, changes, prefix }) }),
    environments: environmentsOf(head),
    environmentChanges: compared ? environmentChanges(environmentsOf(base), environmentsOf(after)) : [],
    containerChanges: compared ? containerChanges(base, after) : [],
    cost: estimateCost(inClear(head), regionOf(session)),
    timings,
    outputs: findings.outputs,
  };
  const mask = new Mask(findings.secrets);
  return { document: mask.value(document) as RehearsalDocument, resources: mask.value(head) as StateResource[] };
};

/** Refusals that `--allow` lets pass, and types of which nothing is known. */
const passedOver = ({ passed }: Findings): Pick<RehearsalDocument, "allowed" | "notJudged"> => ({
  allowed: passed.filter(({ gap }) => !gap).map(({ rule, urn, reason }) => ({ rule, urn, reason })),
  notJudged: [...new Set(passed.filter(({ gap }) => gap).map(({ urn }) => typeOf(urn)))].sort(),
});

const shownResource = ({
  urn,
  type,
  parent,
  protect,
  inputs,
}: StateResource): RehearsalDocument["resources"][number] => ({
  urn,
  type,
  ...(parent ? { parent } : {}),
  ...(protect ? { protect } : {}),
  inputs: inputs ?? {},
});

/** What was asked by `--change`, and what comes of it beside the engine's operations. */
const requested = (
  { changes }: RehearsalOptions,
  findings: Findings,
  after: readonly StateResource[],
  region: string,
): RequestedChange => {
  const { base } = findings;
  const guarded = (resources: readonly StateResource[]) =>
    new Set(resources.filter(({ protect }) => protect).map(({ urn }) => urn));
  const [before, now] = [guarded(base), guarded(after)];
  const stays = new Set(after.map(({ urn }) => urn));
  return {
    settings: changes.map(({ key, value }) => ({ key, value: shownChange(key, value) })),
    planned: after.length > 0,
    applied: findings.changed,
    warnings: findings.changeWarnings,
    costBefore: estimateCost(inClear(base), region).total,
    ...(after.length > 0 && { costAfter: estimateCost(inClear(after), region).total }),
    unprotected: after.length > 0 ? [...before].filter((urn) => !now.has(urn) && stays.has(urn)) : [],
    protected: after.length > 0 ? [...now].filter((urn) => !before.has(urn)) : [],
  };
};
