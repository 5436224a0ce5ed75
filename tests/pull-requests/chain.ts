import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stringify } from "yaml";
import { setAtPath } from "../../rehearsal/engine/stack-file/config-path";
import { RehearsalError } from "../../rehearsal/engine/errors";
import type { Operation } from "../../rehearsal/engine/operations";
import { type Program, RehearsalSession } from "../../rehearsal/engine/session";
import type { StackValue } from "../../rehearsal/engine/stack-file/stack-file";
import { leafStrings, Mask } from "../../rehearsal/report/masking";
import type { StateResource } from "../../rehearsal/report/state";
import { secretValues, withStepCounts } from "../../rehearsal/session-view";
import { assess } from "../../review/assess";
import type { Comparison, SideResult } from "../../review/compare";
import { tableLines } from "../../review/markdown/table";
import type { StackReview } from "../../review/model";
import { sharedPlaceholders } from "../../review/placeholders";

export type Config = Record<string, unknown>;

/** One pull request: from the state that the one before left. */
export interface PullRequest {
  readonly title: string;
  /** Changes the stack file. */
  readonly file?: (config: Config) => void;
  readonly program?: Program;
  /** The row of the comment's table, without the stack's name; several spaces count as one. */
  readonly row: string;
  /** What else must be said, in findings as JSON. */
  readonly says?: readonly RegExp[];
  /** What must not. */
  readonly never?: readonly RegExp[];
}

/** A row's cells, without the stack's name. */
export const rowOf = (review: StackReview): string =>
  review.kind === "same"
    ? "same"
    : (tableLines([review])[2] ?? "").split(" | ").slice(1).join(" | ").replace(/ \|$/, "");

/** Sets `openmetadata:auth.mode` and the like. */
export const set = (at: string, value: unknown) => (config: Config) =>
  setAtPath(config as Record<string, StackValue>, at, value as StackValue);

/**
 * Pull requests one after the other on one stack, each compared with what the one before left: an `up` for each is all
 * that they take, where a whole review would bring the base up every time.
 */
export class Chain {
  readonly folder = mkdtempSync(path.join(tmpdir(), "review-chain-"));
  readonly secrets = new Set<unknown>();
  private readonly placeholder = sharedPlaceholders();
  private session!: RehearsalSession;
  private round = 0;
  private file = "";

  constructor(
    private readonly stack: string,
    private config: Config,
    private program?: Program,
    /** Whether the account's rules judge, for which a small program is too small. */
    private readonly judges = true,
  ) {}

  async start(): Promise<void> {
    this.file = this.written(this.config);
    this.session = await RehearsalSession.start({
      stackFile: this.file,
      stackName: this.stack,
      placeholder: this.placeholder,
      ...(this.program && { program: this.program }),
    });
    this.session.setJudging(this.judges);
    await this.session.up();
  }

  async end(): Promise<void> {
    await this.session?.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Reviews one pull request; what comes up is the base of the next. */
  async review({ file, program }: PullRequest): Promise<StackReview> {
    const config = structuredClone(this.config);
    file?.(config);
    const [baseFile, headFile] = [this.file, this.written(config)];
    const base = this.side([...this.session.state().resources], this.session.missingSecrets);
    this.session.useStackFile(headFile);
    if (program) this.session.setProgram(program);
    const found = await this.comeUp();
    this.remember();
    const mask = new Mask([...this.secrets].flatMap(leafStrings));
    const masked = (side: SideResult): SideResult => ({
      ...side,
      resources: mask.value(side.resources) as StateResource[],
      refusals: mask.texts(side.refusals),
    });
    const comparison: Comparison = {
      stack: { stack: this.stack, baseFile, headFile, fileDiffers: true },
      project: this.session.workspace.project.name,
      region: "",
      same: false,
      base: masked(base),
      head: masked(found.head),
      operations: found.operations,
      milliseconds: 0,
    };
    if (found.head.up) {
      this.config = config;
      this.file = headFile;
      this.program = program ?? this.program;
    } else {
      this.session.useStackFile(this.file);
      if (this.program) this.session.setProgram(this.program);
    }
    return assess(comparison, new Set());
  }

  private async comeUp(): Promise<{ head: SideResult; operations: readonly Operation[] }> {
    const { missingSecrets } = this.session;
    try {
      const { operations } = await this.session.up();
      return { head: this.side(this.session.state().resources, missingSecrets), operations };
    } catch (error) {
      if (!(error instanceof RehearsalError)) throw error;
      // What is refused before anything is planned leaves the stack as it was.
      const head = { ...this.side([], missingSecrets), up: false, refusals: [error.message] };
      return { head, operations: [] };
    }
  }

  private side(resources: readonly StateResource[], missingSecrets: readonly string[]): SideResult {
    return {
      resources: withStepCounts(resources),
      up: true,
      refusals: [],
      missingSecrets: [...missingSecrets],
      warnings: [],
    };
  }

  private remember(): void {
    for (const value of secretValues(this.session)) this.secrets.add(value);
  }

  private written(config: Config): string {
    const file = path.join(this.folder, `${this.round++}`, `Pulumi.${this.stack}.yaml`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, stringify({ config }));
    return file;
  }
}
