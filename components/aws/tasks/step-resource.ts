import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link StepResource}: what is kept in the state, so nothing of it is secret. */
export interface StepResourceArgs {
  /** What it is called in progress lines and errors. */
  readonly step: string;
  /** ARN of the cluster. */
  readonly cluster: pulumi.Input<string>;
  /** ARN of the task definition, with its revision. */
  readonly taskDefinition: pulumi.Input<string>;
  readonly networkConfiguration: {
    readonly subnets: pulumi.Input<pulumi.Input<string>[]>;
    readonly securityGroups: pulumi.Input<string>[];
    readonly assignPublicIp: boolean;
  };
  /** Why it runs, by name: another value of one of them asks for another run, and a preview shows which. */
  readonly triggers: Readonly<Record<string, pulumi.Input<string>>>;
  /** Whether the first `up` that knows the step runs it; else it waits for a trigger that changes. */
  readonly runsAtCreate: boolean;
  /** Minutes after which its task is stopped and `up` fails. */
  readonly timeLimitMinutes: number;
  /** What a failure means for the stack's users, a sentence of the error. */
  readonly ifItFails: string;
  /** What must be there before its task runs; absent for a step that runs beside the services. */
  readonly before?: BeforeStep;
}

/** Services that a step stops first, and the snapshot that it takes of the database then. */
export interface BeforeStep {
  /** Their tags `Name`: their own names are known only once they exist, and would be a cycle. */
  readonly services: readonly string[];
  /** What they are to people, in the middle of a sentence; `the server` when absent. */
  readonly what?: string;
  /** Keys whose values of before lead back; `openmetadata:version` when absent. */
  readonly keys?: string;
  /** Container of those services that is to have the image; any of theirs when absent. */
  readonly container?: string;
  /** A service that has it already is not stopped by a new step. */
  readonly image: pulumi.Input<string>;
  readonly snapshot?: {
    /** Identifier of the RDS instance. */
    readonly instance: pulumi.Input<string>;
    /** First part of the identifiers of this stack's snapshots; the release to come follows, and what tells upgrades apart. */
    readonly prefix: string;
    /** How many of them are kept. */
    readonly keep: number;
    readonly tags: Readonly<Record<string, string>>;
    /** Another step that takes the snapshot of an update, and the trigger that makes both run; absent where none does. */
    readonly takenBy?: { readonly step: string; readonly trigger: string };
  };
  /** What is said where no snapshot is taken. */
  readonly withoutSnapshot: string;
}

/**
 * The provider's code, which the engine keeps in the state: it only names a module of the project, and never changes, or
 * every stack would show a difference. The engine's helper runs in the project's folder.
 */
const providerText = `exports.handler = () => require(require("path").join(process.cwd(), "runtime", "ecs-step.cjs")).provider;`;

/**
 * A task of ECS that is run to its end when a trigger changes; `destroy` runs nothing. A dynamic resource without
 * `pulumi.dynamic.Resource`, which would load a serialiser of closures, and with it TypeScript, in every run
 * (docs/decisions/steps.md). runtime/steps/ is what runs.
 */
export class StepResource extends pulumi.CustomResource {
  /** ARN of the task that ran last; empty when none has. */
  declare readonly task: pulumi.Output<string>;

  constructor(name: string, args: StepResourceArgs, options?: pulumi.CustomResourceOptions) {
    super(
      "pulumi-nodejs:dynamic/openmetadata:Step",
      name,
      { ...args, task: undefined, __provider: providerText },
      options,
    );
  }
}

/** Arguments of {@link RunningServices}. */
export interface RunningServicesArgs extends Pick<
  StepResourceArgs,
  "step" | "cluster" | "triggers" | "runsAtCreate" | "timeLimitMinutes" | "ifItFails"
> {
  /** `scaled`: AWS sets the count by load, so only a service at 0 is set to it. */
  readonly services: readonly {
    readonly service: pulumi.Input<string>;
    readonly count: number;
    readonly scaled: boolean;
  }[];
  /** Shows their logs. */
  readonly logCommand: pulumi.Input<string>;
}

/**
 * Services that run at their count: set to it, and waited for, after a step stopped them, when the count is another one, and when
 * a refresh has read another one. The provider of services sends a count only when the program's own changes, and with it a
 * deployment; it calls a service at 0 of 0 steady. It has the provider of {@link StepResource}.
 */
export class RunningServices extends pulumi.CustomResource {
  constructor(name: string, args: RunningServicesArgs, options?: pulumi.CustomResourceOptions) {
    super(
      "pulumi-nodejs:dynamic/openmetadata:RunningServices",
      name,
      { ...args, kind: "services", task: undefined, __provider: providerText },
      options,
    );
  }
}

/** Arguments of {@link BuiltImage}. */
export interface BuiltImageArgs extends Pick<
  StepResourceArgs,
  "step" | "triggers" | "runsAtCreate" | "timeLimitMinutes" | "ifItFails"
> {
  /** Name of the CodeBuild project, whose builds push to the repository and export the image's digest as `IMAGE_DIGEST`. */
  readonly project: pulumi.Input<string>;
  /** URL of the repository, such as `123456789012.dkr.ecr.eu-west-1.amazonaws.com/name`. */
  readonly repository: pulumi.Input<string>;
}

/**
 * An image that CodeBuild has built and pushed: a build is started when a trigger changes, and waited for. It has the provider
 * of {@link StepResource}; `destroy` stops and deletes nothing.
 */
export class BuiltImage extends pulumi.CustomResource {
  /** The image by its digest. */
  declare readonly image: pulumi.Output<string>;

  constructor(name: string, args: BuiltImageArgs, options?: pulumi.CustomResourceOptions) {
    super(
      "pulumi-nodejs:dynamic/openmetadata:BuiltImage",
      name,
      { ...args, kind: "image", task: undefined, image: undefined, __provider: providerText },
      options,
    );
  }
}
