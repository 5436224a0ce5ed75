import { RehearsalError } from "./engine/errors";
import type { Diagnostic } from "./engine/operations";
import type { Findings } from "./findings";
import type { Run } from "./engine/session";
import { changingOperations, disagreements, type Operation } from "./report/changes";
import { isProvider, nameOf, type StateResource, typeOf } from "./report/state";
import { kindsOf } from "./report/plan";
import { versionWarnings } from "./report/versions";
import {
  changeValue,
  knownAfterFailure,
  plannedAfter,
  plannedResources,
  type Session,
  stateResources,
} from "./session-view";

export interface RehearsalOptions {
  readonly previewOnly: boolean;
  readonly changes: readonly { readonly key: string; readonly value: string }[];
  readonly destroy: boolean;
}

/** Measures and shows a phase. */
export type Phase = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Plans the stack, brings it up, changes it and takes it down, as far as is asked. */
export const runPhases = async (
  session: Session,
  options: RehearsalOptions,
  phase: Phase,
  findings: Findings,
): Promise<void> => {
  for (const note of session.notes) findings.warn(note);
  const planned = await keepingWhatIsKnown(
    () => phase("preview", () => findings.run("the engine plans the stack", () => session.preview())),
    () => {
      // A rule refuses at the end of a plan that is whole; a program that refuses its config has planned nothing.
      const known = plannedResources(session, { operations: findings.attempted });
      if (real(known).length > 0) findings.planned = known;
    },
  );
  findings.outputs = planned.outputs;
  findings.planned = plannedResources(session, planned);
  if (!options.previewOnly) await bringUp(session, phase, findings, planned);
  if (options.changes.length > 0) await change(session, options, phase, findings);
  if (options.destroy) await destroy(session, phase, findings);
};

/** A run that fails ends the rehearsal, and what came to light before is still shown. */
const keepingWhatIsKnown = async <T>(run: () => Promise<T>, keep: () => void): Promise<T> => {
  try {
    return await run();
  } catch (error) {
    keep();
    throw error;
  }
};

const real = (resources: readonly StateResource[]): StateResource[] =>
  resources.filter(({ custom, type }) => custom === true && !isProvider(type));

const bringUp = async (session: Session, phase: Phase, findings: Findings, planned: Run): Promise<void> => {
  const stood = (problem: string): string => {
    const count = real(session.state().resources).length;
    return `${problem.trimEnd()}\nWhen up stopped, ${count} of ${real(findings.planned).length} resources were up.`;
  };
  const up = await keepingWhatIsKnown(
    () => phase("up", () => findings.run("the stack comes up", () => session.up(), stood)),
    () => (findings.planned = knownAfterFailure(session, findings.planned, findings.attempted, { isNew: true })),
  );
  findings.outputs = up.outputs;
  findings.base = findings.head = stateResources(session);
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
  const versionBefore = session.config["openmetadata:version"];
  for (const { key, value } of options.changes) {
    const [typed, secret] = changeValue(key, value);
    if (secret) session.setTypedSecret(key, value);
    else session.setConfig(key, typed);
  }
  session.fillRequiredSecrets();
  for (const warning of versionWarnings(versionBefore, session.config["openmetadata:version"])) {
    findings.changeWarnings.push(warning);
    findings.warn(warning);
  }
  const preview = await phase("preview of the change", () =>
    findings.run("change: the engine plans it", () => session.preview(), protectedFromChange(findings.base)),
  );
  findings.changeOperations = preview.operations;
  findings.changePlanned = plannedAfter(findings.base, plannedResources(session, preview));
  const notApplied = (problem: string) => `${problem.trimEnd()}\nThe change was not applied, or only in part.`;
  const up = await keepingWhatIsKnown(
    () => phase("up with the change", () => findings.run("change: the stack takes it", () => session.up(), notApplied)),
    () => {
      const known = knownAfterFailure(session, findings.changePlanned, findings.attempted, { isNew: false });
      findings.changePlanned = plannedAfter(findings.base, known);
    },
  );
  findings.outputs = up.outputs;
  findings.head = stateResources(session);
  findings.changed = true;
  findings.check(
    "change: up does what the preview said, resource by resource",
    disagreements(preview.operations, up.operations),
  );
};

const destroy = async (session: Session, phase: Phase, findings: Findings): Promise<void> => {
  const shown = findings.head;
  const guarded = shown.filter(({ protect }) => protect);
  const refusal = (problem: string, error: unknown): string => {
    const said = error instanceof RehearsalError ? error.diagnostics : [];
    if (!said.some(isProtection)) return problem;
    const others = said.filter((one) => one.severity === "error" && !isProtection(one) && !isOutcome(one));
    return [protectionText(guarded), ...others.map(({ message }) => message)].join("\n");
  };
  await phase("destroy", () =>
    findings.run("destroy removes the stack", () => session.destroy(), guarded.length > 0 ? refusal : undefined),
  );
  const left = session.state().resources;
  findings.check(
    "destroy leaves no resource behind",
    left.filter(({ type }) => !isProvider(type)).map(({ urn }) => urn),
  );
};

/** What is protected is not replaced either: the engine says so before anything is touched, and this is the way that holds. */
const protectedFromChange =
  (base: readonly StateResource[]) =>
  (problem: string, error: unknown): string => {
    const told = error instanceof RehearsalError ? error.diagnostics : [];
    const said = told.filter((one) => isProtection(one) || one.message.includes("[rehearsal: deletion-protection]"));
    const kept = base.filter(({ urn }) => said.some((one) => one.urn === urn || one.message.includes(urn)));
    if (kept.length === 0) return problem;
    const others = told.filter((one) => one.severity === "error" && !said.includes(one) && !isOutcome(one));
    return [
      `The change was refused before anything was touched: it would replace ${kindsOf(kept)}, which ${kept.length === 1 ? "is" : "are"} protected.`,
      "To let it be replaced, lift the protection first:",
      "  pulumi config set openmetadata:dataProtection false",
      "  pulumi up",
      "then make the change, pulumi up, and protect the stack again:",
      "  pulumi config set openmetadata:dataProtection true",
      "  pulumi up",
      "To rehearse that: rehearse a stack file with openmetadata:dataProtection: false",
      ...others.map(({ message }) => message),
    ].join("\n");
  };

const isProtection = ({ message }: Diagnostic): boolean => /\bprotected\b|\bunprotect\b/.test(message);
/** The engine's last line, which only says that there was an error. */
const isOutcome = ({ message }: Diagnostic): boolean =>
  /^(preview|update|destroy|deletion) failed$/.test(message.trim());

/** The engine would name a command for each resource that takes its protection by hand; this is the way that holds. */
const protectionText = (guarded: readonly StateResource[]): string =>
  [
    `destroy was refused before anything was deleted: ${guarded.length === 1 ? "1 resource is" : `${guarded.length} resources are`} protected (${kindsOf(guarded)}).`,
    "To remove the stack for good:",
    "  pulumi config set openmetadata:dataProtection false",
    "  pulumi up",
    "  pulumi destroy",
    "To rehearse that: add --change dataProtection=false",
  ].join("\n");

const operationTexts = (operations: readonly Operation[]): string[] =>
  changingOperations(operations).map(({ urn, op, diffs }) => {
    const properties = diffs && diffs.length > 0 ? ` (${diffs.join(", ")})` : "";
    return `${op} ${typeOf(urn)} ${nameOf(urn)}${properties}`;
  });
