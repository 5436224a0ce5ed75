import type { ChildProcess } from "node:child_process";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { FaultPlan } from "../protocol/faults";
import type { Judge } from "../protocol/judge";
import type { PlaceholderOf } from "./stack-file/placeholders";
import type { Program } from "./program";
import type { StackValue } from "./stack-file/stack-file";

export interface SessionOptions {
  /** Path of a stack file; its name gives the stack's. */
  stackFile?: string;
  /** Path of a file with the values of the ESC environments that the stack file imports. */
  valuesFile?: string;
  /** Config of the stack instead of a file's: full keys, such as `openmetadata:size`. */
  configuration?: Record<string, StackValue>;
  /** Name of the stack; default: the stack file's, else `rehearsal`. */
  stackName?: string;
  /** The program; default: the project's, that of index.ts. */
  program?: Program;
  /** Folder of `Pulumi.yaml`; default: this project. It is only read. */
  projectDirectory?: string;
  /** Whether secrets that the config needs and does not have are filled in; default: true. */
  fillSecrets?: boolean;
  /** Stand-ins for secrets; default: a fresh one for each. */
  placeholder?: PlaceholderOf;
  /** Seed of the simulated account's identifiers; default: the stack's name. */
  seed?: string;
  /** Providers that others serve, as `aws:PORT`, in place of the simulated ones of the same name. */
  externalProviders?: readonly string[];
  /** Packages, such as `aws`, whose official plug-in the engine starts itself; it must be found on the PATH of `environment`. */
  officialPlugins?: readonly string[];
  /** More variables for the engine, and so for the plug-ins that it starts. */
  environment?: Readonly<Record<string, string>>;
  /** What goes wrong; default: nothing. */
  faults?: FaultPlan;
  /** What the account refuses; default: what any of `rules` does. */
  judge?: Judge;
  /** Whether what the rehearsal does not know, such as a type of resource, is refused; default: true. */
  strict?: boolean;
  /** Names of rules whose refusals pass as warnings; default: none. */
  allow?: readonly string[];
  onEvent?: (event: EngineEvent) => void;
  /** Told what is done when there is no Pulumi CLI yet; default: nothing is said. */
  progress?: (line: string) => void;
}

export interface RunOptions {
  onEvent?: (event: EngineEvent) => void;
  /** Called with the engine's process, for a test that kills it. */
  onStart?: (process: ChildProcess) => void;
  /** URNs to which the run is confined. */
  target?: string[];
}
