import { RehearsalError } from "../rehearsal/engine/errors";
import type { Operation } from "../rehearsal/engine/operations";
import type { PlaceholderOf } from "../rehearsal/engine/stack-file/placeholders";
import { RehearsalSession, type Run } from "../rehearsal/engine/session";
import { leafStrings, Mask } from "../rehearsal/report/masking";
import { disagreements } from "../rehearsal/report/changes";
import type { StateResource } from "../rehearsal/report/state";
import { plannedAfter, plannedResources, secretValues, withStepCounts } from "../rehearsal/session-view";
import type { PlannedStack } from "./plan";
import type { RunningProgram, Side } from "./programs";
import { registrationsOf, sameRegistrations } from "./same-registrations";

export interface Sides {
  /** Folder of the head's Pulumi.yaml. */
  readonly head: string;
  readonly baseProgram: Side;
  readonly headProgram: Side;
  /** Whether anything that the program reads differs. */
  readonly codeDiffers: boolean;
  /** Whether what the rehearsal does not know is refused. */
  readonly strict: boolean;
  /** Rules of the rehearsal whose refusals pass. */
  readonly allow: readonly string[];
}

/** One side, as far as it came: masked resources, what it warned of and why it was refused. */
export interface SideResult {
  readonly resources: readonly StateResource[];
  readonly up: boolean;
  readonly refusals: readonly string[];
  readonly missingSecrets: readonly string[];
  readonly warnings: readonly string[];
}

export interface Comparison {
  readonly stack: PlannedStack;
  readonly project: string;
  readonly region: string;
  /** The two sides register the same. */
  readonly same: boolean;
  readonly base?: SideResult;
  readonly head?: SideResult;
  /** What leads from base to head. */
  readonly operations: readonly Operation[];
  readonly milliseconds: number;
}

export type Say = (what: string) => void;

interface Noted {
  refusals: string[];
  warnings: string[];
}

type Outcome = Pick<Run, "operations" | "diagnostics" | "outputs">;

/** Compares one stack's two sides on one simulated account. */
class StackComparison {
  readonly #secrets = new Set<unknown>();
  #session!: RehearsalSession;

  constructor(
    private readonly stack: PlannedStack,
    private readonly sides: Sides,
    private readonly placeholder: PlaceholderOf,
    private readonly say: Say,
  ) {}

  async run(): Promise<Comparison> {
    const start = performance.now();
    // The same files give the same stack.
    if (!this.stack.fileDiffers && !this.sides.codeDiffers)
      return { stack: this.stack, project: "", region: "", same: true, operations: [], milliseconds: 0 };
    try {
      const found = await this.#compare();
      const { name } = this.#session.workspace.project;
      const region = String(this.#session.config["aws:region"] ?? "");
      return {
        stack: this.stack,
        project: name,
        region,
        ...this.#masked(found),
        milliseconds: performance.now() - start,
      };
    } finally {
      await this.#session?.dispose();
    }
  }

  async #start(file: string): Promise<void> {
    await this.#session?.dispose();
    this.#session = await RehearsalSession.start({
      stackFile: file,
      stackName: this.stack.stack,
      projectDirectory: this.sides.head,
      placeholder: this.placeholder,
      strict: this.sides.strict,
      allow: this.sides.allow,
      // The state is read when a run is over, and not before.
      environment: { PULUMI_SKIP_CHECKPOINTS: "true" },
    });
    this.#remember();
  }

  #remember(): void {
    for (const value of secretValues(this.#session)) this.#secrets.add(value);
  }

  async #compare(): Promise<Pick<Comparison, "same" | "base" | "head" | "operations">> {
    const { baseFile, headFile } = this.stack;
    await this.#start(baseFile ?? headFile!);
    if (!baseFile) return this.#head(headFile!);
    const base = await this.#base(baseFile);
    if (!headFile) return { same: false, base, operations: [] };
    // What is left of a base that stopped half-way is no state to compare with.
    if (!base.up) await this.#start(headFile);
    return { base, ...(await this.#head(headFile, base)) };
  }

  /** The base up, judged by nothing: what it asks for is done. */
  async #base(file: string): Promise<SideResult> {
    this.say("base: up");
    const program = () => this.sides.baseProgram.open(this.#session);
    const noted: Noted = { refusals: [], warnings: [] };
    const { missingSecrets } = this.#session;
    let done = await this.#engine("up", false, program, noted);
    if (!done && missingSecrets.length > 0) {
      // What this release asks for, the base's may not know.
      this.#session.useStackFile(file, false);
      const again: Noted = { refusals: [], warnings: [] };
      done = await this.#engine("up", false, program, again);
    }
    const resources = withStepCounts(this.#session.state().resources);
    return { resources: done ? resources : [], up: done !== undefined, missingSecrets, ...noted };
  }

  /**
   * The head on the base's state. Where it registers what the base did, `up` would do nothing, and is left out: on that
   * state a preview knows every value.
   */
  async #head(file: string, base?: SideResult): Promise<Pick<Comparison, "same" | "head" | "operations">> {
    const noted: Noted = { refusals: [], warnings: [] };
    const registered = registrationsOf(this.#session.graph);
    this.#session.useStackFile(file);
    this.say("head: preview");
    const { missingSecrets } = this.#session;
    const side = { ...noted, missingSecrets };
    const open = () => this.sides.headProgram.open(this.#session);
    const preview = await this.#engine("preview", true, open, noted);
    if (!preview) return { same: false, ...(await this.#refused(side, base)) };
    const { operations } = preview;
    if (base?.up && sameRegistrations(registered, registrationsOf(this.#session.graph)))
      return { same: !this.stack.fileDiffers, head: { ...side, resources: base.resources, up: true }, operations };
    const planned = plannedAfter(base?.resources ?? [], plannedResources(this.#session, preview as Run));
    this.say("head: up");
    const up = await this.#engine("up", true, open, noted);
    if (!up) return { same: false, head: { ...side, resources: planned, up: false }, operations };
    noted.warnings.push(...disagreements(operations, up.operations));
    const resources = withStepCounts(this.#session.state().resources);
    return { same: false, head: { ...side, resources, up: true }, operations: up.operations };
  }

  /** What a head plans that the account's rules refuse, so that the refusal hides nothing else. */
  async #refused(
    side: Omit<SideResult, "resources" | "up">,
    base?: SideResult,
  ): Promise<Pick<Comparison, "head" | "operations">> {
    const open = () => this.sides.headProgram.open(this.#session);
    const byRules = side.refusals.some((refusal) => refusal.includes("[rehearsal: "));
    const plan = byRules && (await this.#engine("preview", false, open, { refusals: [], warnings: [] }));
    if (!plan) return { head: { ...side, resources: [], up: false }, operations: [] };
    const resources = plannedAfter(base?.resources ?? [], plannedResources(this.#session, plan as Run));
    return { head: { ...side, resources, up: false }, operations: plan.operations };
  }

  /** One run; undefined when it was refused. */
  async #engine(
    kind: "preview" | "up",
    judged: boolean,
    open: () => Promise<RunningProgram>,
    noted: Noted,
  ): Promise<Outcome | undefined> {
    this.#session.setJudging(judged);
    const program = await open();
    try {
      const outcome = await program.run(kind);
      for (const { severity, message } of outcome.diagnostics) if (severity === "warning") noted.warnings.push(message);
      return outcome;
    } catch (error) {
      if (!(error instanceof RehearsalError)) throw error;
      noted.refusals.push(error.message);
      return undefined;
    } finally {
      this.#remember();
      program.close();
      this.#session.setJudging(true);
    }
  }

  #masked(found: Pick<Comparison, "same" | "base" | "head" | "operations">) {
    const mask = new Mask([...this.#secrets].flatMap(leafStrings));
    const side = (result: SideResult): SideResult => ({
      ...result,
      resources: mask.value(result.resources) as StateResource[],
      refusals: mask.texts(result.refusals),
      warnings: [...new Set(mask.texts(result.warnings))],
    });
    return {
      ...found,
      // Of an operation only its kind and paths are asked for; values are taken from the states.
      operations: found.operations.map(({ oldInputs: _old, newInputs: _new, ...operation }) => operation),
      ...(found.base && { base: side(found.base) }),
      ...(found.head && { head: side(found.head) }),
    };
  }
}

export const compareStack = (
  stack: PlannedStack,
  sides: Sides,
  placeholder: PlaceholderOf,
  say: Say,
): Promise<Comparison> => new StackComparison(stack, sides, placeholder, say).run();
