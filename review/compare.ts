import { RehearsalError } from "../rehearsal/engine/errors";
import type { Operation } from "../rehearsal/engine/operations";
import type { PlaceholderOf } from "../rehearsal/engine/placeholders";
import { RehearsalSession, type Run } from "../rehearsal/engine/session";
import { leafStrings, Mask } from "../rehearsal/report/masking";
import { disagreements } from "../rehearsal/report/changes";
import type { StateResource } from "../rehearsal/report/state";
import { plannedAfter, plannedResources, secretValues } from "../rehearsal/session-view";
import type { PlannedStack } from "./plan";
import type { ProgramOpener, RunningProgram } from "./programs";
import { registrationsOf, sameRegistrations } from "./same-registrations";

export interface Sides {
  /** Folder of the head's Pulumi.yaml. */
  readonly head: string;
  readonly openBase: ProgramOpener;
  readonly openHead: ProgramOpener;
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
    });
    this.#remember();
  }

  #remember(): void {
    for (const value of secretValues(this.#session)) this.#secrets.add(value);
  }

  async #compare(): Promise<Pick<Comparison, "same" | "base" | "head" | "operations">> {
    const { baseFile, headFile } = this.stack;
    await this.#start(baseFile ?? headFile!);
    if (!baseFile) return { same: false, ...(await this.#head(headFile!, [])) };
    if (headFile && !this.stack.fileDiffers && (await this.#settles(headFile)))
      return {
        same: true,
        operations: [],
        head: { ...nothing, up: true, missingSecrets: this.#session.missingSecrets },
      };
    const base = await this.#base(baseFile);
    if (!headFile) return { same: false, base, operations: [] };
    // What is left of a base that stopped half-way is no state to compare with.
    if (!base.up) await this.#start(headFile);
    return { same: false, base, ...(await this.#head(headFile, base.resources)) };
  }

  /** Whether both sides register the same, which two previews tell at a third of what bringing both up takes. */
  async #settles(headFile: string): Promise<boolean> {
    this.say("compare what both sides register");
    try {
      const before = await this.#registered(false, () => this.sides.openBase(this.#session));
      this.#session.useStackFile(headFile);
      const after = await this.#registered(true, () => this.sides.openHead(this.#session));
      return sameRegistrations(before, after);
    } catch (error) {
      if (error instanceof RehearsalError) return false;
      throw error;
    } finally {
      this.#session.useStackFile(this.stack.baseFile!);
    }
  }

  async #registered(judged: boolean, program: () => Promise<RunningProgram>): Promise<Map<string, string>> {
    await this.#engine("preview", judged, program, { refusals: [], warnings: [] }, true);
    return registrationsOf(this.#session.graph);
  }

  /** The base up, judged by nothing: what it asks for is done. */
  async #base(file: string): Promise<SideResult> {
    this.say("base: up");
    const program = () => this.sides.openBase(this.#session);
    const noted: Noted = { refusals: [], warnings: [] };
    const { missingSecrets } = this.#session;
    let done = await this.#engine("up", false, program, noted);
    if (!done && missingSecrets.length > 0) {
      // What this release asks for, the base's may not know.
      this.#session.useStackFile(file, false);
      const again: Noted = { refusals: [], warnings: [] };
      done = await this.#engine("up", false, program, again);
    }
    const resources = this.#session.state().resources;
    return { resources: done ? resources : [], up: done !== undefined, missingSecrets, ...noted };
  }

  async #head(
    file: string,
    base: readonly StateResource[],
  ): Promise<{ head: SideResult; operations: readonly Operation[] }> {
    const noted: Noted = { refusals: [], warnings: [] };
    this.#session.useStackFile(file);
    this.say("head: preview");
    const { missingSecrets } = this.#session;
    const side = { ...noted, missingSecrets };
    const preview = await this.#engine("preview", true, () => this.sides.openHead(this.#session), noted);
    if (!preview) return { head: { ...side, resources: [], up: false }, operations: [] };
    const planned = plannedAfter(base, plannedResources(this.#session, preview as Run));
    this.say("head: up");
    const up = await this.#engine("up", true, () => this.sides.openHead(this.#session), noted);
    const { operations } = preview;
    if (!up) return { head: { ...side, resources: planned, up: false }, operations };
    noted.warnings.push(...disagreements(operations, up.operations));
    return { head: { ...side, resources: this.#session.state().resources, up: true }, operations: up.operations };
  }

  /** One run; undefined when it was refused, unless that is to be thrown. */
  async #engine(
    kind: "preview" | "up",
    judged: boolean,
    open: () => Promise<RunningProgram>,
    noted: Noted,
    throws = false,
  ): Promise<Outcome | undefined> {
    this.#session.setJudging(judged);
    const program = await open();
    try {
      const outcome = await program.run(kind);
      for (const { severity, message } of outcome.diagnostics) if (severity === "warning") noted.warnings.push(message);
      return outcome;
    } catch (error) {
      if (!(error instanceof RehearsalError) || throws) throw error;
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

const nothing: SideResult = { resources: [], up: false, refusals: [], missingSecrets: [], warnings: [] };

export const compareStack = (
  stack: PlannedStack,
  sides: Sides,
  placeholder: PlaceholderOf,
  say: Say,
): Promise<Comparison> => new StackComparison(stack, sides, placeholder, say).run();
