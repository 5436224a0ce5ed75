import { estimateCost } from "./cost/estimate";
import type { Check, RehearsalDocument, Timing } from "./document";
import { changeEntries, changingOperations, disagreements, type Operation } from "./report/changes";
import { environmentChanges, environmentsOf } from "./report/environments";
import { RehearsalError } from "./engine/errors";
import type { Run } from "./engine/session";
import { leafStrings, Mask } from "./report/masking";
import { isProvider, namePrefix, nameOf, shortName, type StateResource, typeOf } from "./report/state";
import { parsedValue, plannedResources, type Session, secretValues } from "./session-view";

export interface RehearsalOptions {
  readonly previewOnly: boolean;
  readonly changes: readonly { readonly key: string; readonly value: string }[];
  readonly destroy: boolean;
}

/** Measures and shows a phase. */
export type Phase = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export interface Rehearsal {
  readonly document: RehearsalDocument;
  /** The last state, masked; the report draws its tree from it. */
  readonly resources: readonly StateResource[];
}

/** Region of a rehearsal whose stack file names none. */
const defaultRegion = "us-east-1";

/** Thrown to end the phases early; what to say is among the problems already. */
class Stopped extends Error {}

/** Everything found while the phases run. */
class Findings {
  readonly checks: Check[] = [];
  readonly problems: string[] = [];
  base: readonly StateResource[] = [];
  head: readonly StateResource[] = [];
  /** What the first preview would make; shown while nothing is up. */
  planned: readonly StateResource[] = [];
  changeOperations: readonly Operation[] = [];
  /** Whether `head` is the state after a change that came up. */
  changed = false;
  outputs: Readonly<Record<string, unknown>> = {};
  /** Every secret value seen in config and in state, to be masked wherever it turns up. */
  readonly secrets = new Set<unknown>();

  /** Notes the secrets that config and state hold now; a later run may replace them. */
  remember(session: Session): void {
    for (const value of secretValues(session)) this.secrets.add(value);
  }

  check(name: string, failures: readonly string[]): void {
    this.checks.push({ name, held: failures.length === 0 });
    if (failures.length > 0) this.problems.push([`${name}: this did not hold.`, ...failures].join("\n"));
  }

  /** An engine run that fails is a check that did not hold, and the end of the rehearsal. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.checks.push({ name, held: true });
      return result;
    } catch (error) {
      this.checks.push({ name, held: false });
      this.problems.push(problemText(error));
      throw new Stopped();
    }
  }
}

/** What the engine says is for the user; anything else is a fault of the rehearsal itself, and its place is wanted. */
const problemText = (error: unknown): string => {
  if (error instanceof RehearsalError) return withoutStack(error.message);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** An error without its JavaScript call stack: the engine passes on what a program threw with every frame. */
const withoutStack = (message: string): string =>
  message
    .split("\n")
    .filter((line) => !/^\s*at .*(:\d+:\d+\)?|\(<anonymous>\))$/.test(line))
    .join("\n");

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
    await phases(session, options, phase, findings);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  findings.remember(session);
  return documented(session, findings, timings());
};

const phases = async (session: Session, options: RehearsalOptions, phase: Phase, findings: Findings): Promise<void> => {
  const planned = await phase("preview", () => findings.run("the engine plans the stack", () => session.preview()));
  findings.outputs = planned.outputs;
  findings.planned = plannedResources(session, planned);
  if (!options.previewOnly) await bringUp(session, phase, findings, planned);
  if (options.changes.length > 0) await change(session, options, phase, findings);
  if (options.destroy) await destroy(session, phase, findings);
};

const bringUp = async (session: Session, phase: Phase, findings: Findings, planned: Run): Promise<void> => {
  const up = await phase("up", () => findings.run("the stack comes up", () => session.up()));
  findings.outputs = up.outputs;
  findings.base = findings.head = session.state().resources;
  findings.remember(session);
  findings.check(
    "up does what the preview said, resource by resource",
    disagreements(planned.operations, up.operations),
  );
  const again = await phase("second preview", () =>
    findings.run("the stack can be previewed again", () => session.preview()),
  );
  findings.check("a second run would change nothing", operationTexts(again.operations));
};

const change = async (session: Session, options: RehearsalOptions, phase: Phase, findings: Findings): Promise<void> => {
  for (const { key, value } of options.changes) {
    session.setConfig(key, parsedValue(value), key.startsWith("openmetadata:secrets."));
  }
  const preview = await phase("preview of the change", () =>
    findings.run("change: the engine plans it", () => session.preview()),
  );
  findings.changeOperations = preview.operations;
  const up = await phase("up with the change", () => findings.run("change: the stack takes it", () => session.up()));
  findings.outputs = up.outputs;
  findings.head = session.state().resources;
  findings.changed = true;
  findings.check(
    "change: up does what the preview said, resource by resource",
    disagreements(preview.operations, up.operations),
  );
};

const destroy = async (session: Session, phase: Phase, findings: Findings): Promise<void> => {
  const before = findings.head.filter(({ protect }) => protect);
  const shown = findings.head;
  await phase("destroy", async () => {
    try {
      await findings.run("destroy removes the stack", () => session.destroy());
    } catch (error) {
      if (before.length > 0)
        findings.problems.push(protectionText(before, namePrefix(session.workspace.project.name, session.stackName)));
      throw error;
    }
  });
  const left = session.state().resources;
  findings.check(
    "destroy leaves no resource behind",
    left.filter(({ type }) => !isProvider(type)).map(({ urn }) => urn),
  );
  findings.head = shown;
};

const protectionText = (resources: readonly StateResource[], prefix: string): string =>
  [
    `${resources.length} resources hold data and are protected: ${resources.map(({ urn }) => shortName(urn, prefix)).join(", ")}.`,
    "To rehearse their removal: add --change openmetadata:dataProtection=false",
  ].join("\n");

const operationTexts = (operations: readonly Operation[]): string[] =>
  changingOperations(operations).map(({ urn, op, diffs }) => {
    const properties = diffs && diffs.length > 0 ? ` (${diffs.join(", ")})` : "";
    return `${op} ${typeOf(urn)} ${nameOf(urn)}${properties}`;
  });

const documented = (session: Session, findings: Findings, timings: readonly Timing[]): Rehearsal => {
  const mask = new Mask([...findings.secrets].flatMap(leafStrings));
  const base = mask.value(findings.base) as StateResource[];
  const head = mask.value(findings.head.length > 0 ? findings.head : findings.planned) as StateResource[];
  const environments = environmentsOf(head);
  const document: RehearsalDocument = {
    document: 1,
    project: session.workspace.project.name,
    stack: session.stackName,
    region: String(session.config["aws:region"] ?? defaultRegion),
    held: findings.problems.length === 0,
    problems: mask.texts(findings.problems),
    checks: findings.checks,
    placeholders: session.placeholders,
    up: findings.head.length > 0,
    resources: head.map(({ urn, type, parent, protect, inputs }) => ({
      urn,
      type,
      ...(parent ? { parent } : {}),
      ...(protect ? { protect } : {}),
      inputs: inputs ?? {},
    })),
    changes: changeEntries(findings.changeOperations, base, head),
    environments,
    environmentChanges: findings.changed ? environmentChanges(environmentsOf(base), environments) : [],
    cost: estimateCost(head),
    timings,
    outputs: mask.value(findings.outputs) as Record<string, unknown>,
  };
  return { document, resources: head };
};
