import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stringify } from "yaml";
import { signatureKey } from "../protocol/wire";
import type { StackEncryption } from "./encryption";
import { removeAtTheEnd, removeNow } from "./left-behind";
import { serialize, type ProjectFile, type StackValue } from "./stack-file/stack-file";

export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  parent?: string;
  custom: boolean;
  protect?: boolean;
  delete?: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[]>;
}

export interface StackState {
  resources: StateResource[];
  pending_operations?: { resource: StateResource; type: string }[];
}

/** The throw-away project, stack, backend and PULUMI_HOME of one session; nothing of it is in the project folder. */
export class TemporaryWorkspace {
  readonly root = mkdtempSync(path.join(tmpdir(), "openmetadata-rehearsal-"));
  readonly directory = path.join(this.root, "project");
  readonly home = path.join(this.root, "home");
  readonly backend = path.join(this.root, "state");
  /** Where the engine keeps what it needs for a moment. */
  private readonly temporary = path.join(this.root, "temporary");

  constructor(
    readonly project: ProjectFile,
    readonly stackName: string,
    private readonly encryption: StackEncryption,
  ) {
    try {
      removeAtTheEnd(this.root);
      this.fill();
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  private fill(): void {
    const { project, stackName } = this;
    const stacks = path.join(this.backend, ".pulumi", "stacks", project.name);
    for (const folder of [this.directory, this.home, this.temporary, stacks]) mkdirSync(folder, { recursive: true });
    // The CLI logs every call, properties included, into a folder of this name; with a file in its place it does not.
    writeFileSync(path.join(this.home, "logs"), "");
    writeFileSync(path.join(this.backend, ".pulumi", "meta.yaml"), "version: 1\n");
    const checkpoint = { stack: `organization/${project.name}/${stackName}`, latest: null };
    writeFileSync(this.stateFile, JSON.stringify({ version: 3, checkpoint }));
    const { name, config } = project;
    writeFileSync(
      path.join(this.directory, "Pulumi.yaml"),
      stringify({ name, runtime: "nodejs", ...(config && { config }) }),
    );
  }

  get stateFile(): string {
    return path.join(this.backend, ".pulumi", "stacks", this.project.name, `${this.stackName}.json`);
  }

  /**
   * The file backend writes what it knows of a state file's type beside it, and empties that file first: an engine that
   * is killed in between leaves a stack that no command loads ("failed to load checkpoint: EOF"). It may be missing.
   */
  dropEmptyAttributes(): void {
    const attributes = `${this.stateFile}.attrs`;
    if (statSync(attributes, { throwIfNoEntry: false })?.size === 0) rmSync(attributes);
  }

  writeConfig(config: Record<string, StackValue>): void {
    // The simulated provider builds no image: the engine that the program asks for is named, and nothing listens there.
    const complete = { "docker:host": "tcp://127.0.0.1:1", ...config };
    const document = { ...this.encryption.sections, config: serialize(complete, this.encryption.encrypt) };
    // In quotes throughout: the engine takes more plain texts for numbers and dates than this writer knows of.
    writeFileSync(this.configFile, stringify(document, { defaultStringType: "QUOTE_DOUBLE", lineWidth: 0 }));
  }

  /** The stack file of the session, as the engine reads it. */
  configText(): string {
    return readFileSync(this.configFile, "utf8");
  }

  private get configFile(): string {
    return path.join(this.directory, `Pulumi.${this.stackName}.yaml`);
  }

  /** Variables that lead a Pulumi process to this workspace. */
  environment(): Record<string, string> {
    return {
      PULUMI_HOME: this.home,
      PULUMI_BACKEND_URL: `file://${this.backend}`,
      ...this.encryption.environment,
      TMPDIR: this.temporary,
    };
  }

  /** The stack's state as the engine wrote it, secrets still encrypted. */
  state(): StackState {
    const document = JSON.parse(readFileSync(this.stateFile, "utf8")) as {
      checkpoint?: { latest: StackState | null };
    };
    return { ...document.checkpoint?.latest, resources: document.checkpoint?.latest?.resources ?? [] };
  }

  /** A value of the state in clear: secret envelopes become what `reveal` makes of their contents, by the property. */
  decrypted(value: unknown, reveal: (plain: unknown, property: string) => unknown, property = ""): unknown {
    if (Array.isArray(value)) return value.map((item) => this.decrypted(item, reveal, property));
    if (typeof value !== "object" || value === null) return value;
    const { ciphertext } = value as { ciphertext?: unknown };
    if (signatureKey in value && typeof ciphertext === "string") {
      return reveal(JSON.parse(this.encryption.decrypt(ciphertext)), property);
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, this.decrypted(inner, reveal, name)]),
    );
  }

  dispose(): void {
    removeNow(this.root);
  }
}
