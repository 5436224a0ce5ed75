import { projectDirectory } from "../../config/project-directory";
import { pulumiCli } from "./find-pulumi";
import { attachProviders, type AttachedProviders } from "../protocol/attach";
import type { SimulatedCloud } from "../protocol/cloud";
import type { FaultPlan } from "../protocol/faults";
import { ResourceGraph } from "../protocol/graph";
import { simulatedPackages } from "../protocol/packages";
import type { Leniency } from "../protocol/leniency";
import type { Failure } from "../protocol/package";
import { refusedAtEnd, refusedSoFar, type Account } from "../protocol/account";
import { automationStack, type AutomationAccess, type ProgramMarks } from "./automation-stack";
import { removeAtPath, setAtPath } from "./stack-file/config-path";
import { cleanEnvironment, runPulumi, type CommandOptions, type CommandOutcome } from "./command";
import { stackEncryption } from "./encryption";
import { RehearsalError } from "./errors";
import { shownSecret } from "./hidden-containers";
import { EventRecorder } from "./operations";
import { passByProxies } from "./loopback";
import { noteInputs } from "./registrations";
import { defaultProgram, type Program } from "./program";
import { fillRequiredSecrets } from "./stack-file/required-secrets";
import {
  readProjectFile,
  readStackFile,
  SecretValue,
  stackOfConfiguration,
  textsOf,
  type StackFile,
  type StackValue,
} from "./stack-file/stack-file";
import { accountFor } from "./session-account";
import { standInFor } from "./stack-file/typed-secrets";
import { runOf, timingsOf, type Run, type RunKind } from "./run";
import type { RunOptions, SessionOptions } from "./session-options";
import { TemporaryWorkspace, type StackState } from "./workspace";

export type { Program, RunOptions, SessionOptions };
export type { Run, RunKind, RunTimings } from "./run";

/**
 * A stack on the real Pulumi engine, over simulated providers and in a throw-away backend: no account, no network. The
 * project folder is read, never opened as a work folder and never written to.
 */
export class RehearsalSession {
  /** Config paths whose values are generated placeholders. */
  get placeholders(): readonly string[] {
    return this.file.placeholders;
  }
  /** Those of them that the stack file does not set, and that `pulumi up` would ask for. */
  get missingSecrets(): readonly string[] {
    return this.file.missingSecrets;
  }
  /** Every secret that was made for this session in place of the stack file's; none of them occurs by chance. */
  get madeSecrets(): ReadonlySet<string> {
    return this.file.madeSecrets;
  }
  /** What is to be said of the stack file itself. */
  get notes(): readonly string[] {
    return this.file.notes;
  }
  get stackName(): string {
    return this.workspace.stackName;
  }
  /** The simulated account. */
  get cloud(): SimulatedCloud {
    return this.account.cloud;
  }
  /** What of that passes all the same, and what of it passed since somebody asked. */
  get leniency(): Leniency {
    return this.account.leniency;
  }
  /** What the last run's program registered, with the engine's recorded dependencies. */
  get graph(): ResourceGraph {
    return this.account.graph;
  }
  /** The config that the program sees, secrets as SecretValue. */
  get config(): Readonly<Record<string, StackValue>> {
    return this.file.config;
  }

  private constructor(
    private readonly options: SessionOptions,
    private file: StackFile,
    readonly workspace: TemporaryWorkspace,
    private readonly cli: string,
    private readonly account: Account,
    private readonly providers: AttachedProviders,
  ) {}

  static async start(options: SessionOptions): Promise<RehearsalSession> {
    passByProxies(process.env);
    const project = readProjectFile(options.projectDirectory ?? projectDirectory);
    const file: StackFile = options.stackFile
      ? readStackFile(options.stackFile, {
          project: project.name,
          placeholder: options.placeholder,
          ...(options.valuesFile !== undefined && { values: options.valuesFile }),
        })
      : stackOfConfiguration(options.configuration ?? {});
    if (options.fillSecrets ?? true) fillRequiredSecrets(file, options.placeholder);
    const [cli, encryption] = await Promise.all([
      pulumiCli(options.progress && { progress: options.progress }),
      stackEncryption(),
    ]);
    const stackName = options.stackName ?? file.stackName;
    const workspace = new TemporaryWorkspace(project, stackName, encryption);
    try {
      const account = accountFor(options, stackName, textsOf(file.config));
      const elsewhere = [...(options.externalProviders ?? []), ...(options.officialPlugins ?? [])];
      const simulated = simulatedPackages.filter(({ name }) => !elsewhere.some((one) => one.split(":")[0] === name));
      const providers = await attachProviders(simulated, () => account);
      workspace.writeConfig(file.config);
      return new RehearsalSession({ ...options }, file, workspace, cli, account, providers);
    } catch (error) {
      workspace.dispose();
      throw error;
    }
  }

  preview(options: RunOptions = {}): Promise<Run> {
    return this.run("preview", options);
  }
  up(options: RunOptions = {}): Promise<Run> {
    return this.run("up", options);
  }
  refresh(options: RunOptions = {}): Promise<Run> {
    return this.run("refresh", options);
  }
  destroy(options: RunOptions = {}): Promise<Run> {
    return this.run("destroy", options);
  }

  /** `pulumi config set --path`: `setConfig("openmetadata:auth.mode", "okta")`. */
  setConfig(at: string, value: StackValue, secret = false): void {
    setAtPath(this.file.config, at, secret ? new SecretValue(String(value)) : value);
    this.configChanged();
  }

  /** The same for a secret that somebody typed: one of its form takes its place, and its value is forgotten. */
  setTypedSecret(at: string, text: string): void {
    this.setConfig(at, standInFor(at, text, this.file.madeSecrets), true);
  }

  /** `pulumi config rm --path`. */
  removeConfig(at: string): void {
    removeAtPath(this.file.config, at);
    this.configChanged();
  }

  /** Replaces the whole config by a stack file's, for the runs to come. */
  useStackFile(stackFile: string, fillSecrets = this.options.fillSecrets ?? true): void {
    this.file = readStackFile(stackFile, { placeholder: this.options.placeholder });
    if (fillSecrets) fillRequiredSecrets(this.file, this.options.placeholder);
    this.configChanged();
  }

  private configChanged(): void {
    this.workspace.writeConfig(this.file.config);
    this.cloud.setGiven(textsOf(this.file.config));
  }

  /** After a change of config: fills in what it needs and does not have, as {@link start} does. */
  fillRequiredSecrets(): void {
    if (!(this.options.fillSecrets ?? true)) return;
    fillRequiredSecrets(this.file, this.options.placeholder);
    this.configChanged();
  }

  /** The program that runs. */
  get program(): Program {
    return this.options.program ?? defaultProgram();
  }

  /** Replaces the program for the runs to come. */
  setProgram(program: Program): void {
    this.options.program = program;
  }

  /** Starts a new record of what a program registers and of what passes, for a run that is started by other means. */
  forgetGraph(): void {
    this.account.graph = new ResourceGraph();
    this.account.secretTexts.clear();
    this.account.held = [];
    this.leniency.take();
  }

  /** Whether what the account would refuse is refused in the runs to come. */
  get judges(): boolean {
    return this.account.judges;
  }
  setJudging(judges: boolean): void {
    this.account.judges = judges;
  }

  /** Plans what goes wrong in the runs to come. */
  setFaults(faults: FaultPlan): void {
    this.account.faults = faults;
  }

  /** The stack's state, secrets as `[secret]`, or in clear when asked. */
  state({ secrets = "masked" }: { secrets?: "masked" | "clear" | "encrypted" } = {}): StackState {
    const state = this.workspace.state();
    if (secrets === "encrypted") return state;
    return this.workspace.decrypted(state, secrets === "clear" ? (value) => value : shownSecret) as StackState;
  }

  /** Environment in which `pulumi` itself works on this session's stack and simulated account. */
  environment(): Record<string, string> {
    return cleanEnvironment({
      ...this.options.environment,
      ...this.workspace.environment(),
      PULUMI_DEBUG_PROVIDERS: [this.providers.debugProviders, ...(this.options.externalProviders ?? [])].join(","),
    });
  }

  /** After an engine that died, what docs/runbooks.md says: gives its lock up, and fixes what it was writing. */
  async recover(): Promise<void> {
    this.workspace.dropEmptyAttributes();
    await this.pulumi(["cancel", "--yes", "--stack", this.stackName]);
  }

  /** Runs the CLI on this session's stack, for what has no method here. */
  pulumi(args: string[], options: Partial<CommandOptions> = {}): Promise<CommandOutcome> {
    const { cwd = this.workspace.directory, env, ...others } = options;
    return runPulumi(this.cli, [...args, "--non-interactive"], {
      ...others,
      cwd,
      env: { ...this.environment(), ...env },
    });
  }

  async dispose(): Promise<void> {
    this.providers.close();
    this.workspace.dispose();
  }

  private async run(kind: RunKind, options: RunOptions): Promise<Run> {
    const start = performance.now();
    const recorder = new EventRecorder((event) => {
      this.options.onEvent?.(event);
      options.onEvent?.(event);
    });
    const marks: ProgramMarks = { programStart: 0, programEnd: 0 };
    this.forgetGraph();
    this.account.calls = { count: 0, milliseconds: 0 };
    const stack = await automationStack(this.#automation(), options, marks);
    const engineOptions = {
      onEvent: recorder.record,
      color: "never" as const,
      ...(options.target && { target: options.target }),
    };
    let stdout: string;
    this.account.refusesAtEnd = kind === "preview";
    try {
      stdout = (await stack[kind](engineOptions)).stdout;
    } catch (error) {
      if (this.account.refusesAtEnd) recorder.noteRefused(refusedSoFar(this.account));
      recorder.notePassed(this.leniency.take());
      throw new RehearsalError(kind, this.stackName, recorder, error, marks.thrown);
    } finally {
      this.account.refusesAtEnd = false;
      marks.hangUp?.();
    }
    noteInputs(this.graph, recorder.operations);
    const problems = kind === "preview" || kind === "up" ? this.wholeProblems() : [];
    recorder.notePassed(this.leniency.take());
    if (problems.length > 0) throw RehearsalError.refused(kind, this.stackName, recorder, problems);
    const timings = timingsOf(start, marks, this.account.calls);
    return runOf(kind, recorder, { outputs: this.outputs(kind, recorder), stdout, timings });
  }

  #automation(): AutomationAccess {
    const { cli, workspace, stackName, program, graph } = this;
    return { cli, workspace, stackName, program, graph, environment: () => this.environment() };
  }

  /** What is wrong with all that the program registered, once it has. */
  wholeProblems(): (Failure & { urn: string })[] {
    return refusedAtEnd(this.account);
  }

  private outputs(kind: RunKind, recorder: EventRecorder): Record<string, unknown> {
    const isStack = (type: string) => type === "pulumi:pulumi:Stack";
    if (kind === "preview") {
      const urn = recorder.operations.find(({ type }) => isStack(type))?.urn;
      return (urn && recorder.outputs.get(urn)) || {};
    }
    return this.state().resources.find(({ type }) => isStack(type))?.outputs ?? {};
  }
}
