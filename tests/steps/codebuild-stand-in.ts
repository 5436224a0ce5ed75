import { EcsStandIn } from "./ecs-stand-in";

/** How a build goes: how often it is still in progress when it is asked about, then its end. */
export interface BuildScript {
  readonly asks?: number;
  readonly endless?: boolean;
  readonly status?: "SUCCEEDED" | "FAILED" | "TIMED_OUT";
  /** What the failed phase says. */
  readonly message?: string;
  readonly digest?: string;
  readonly log?: readonly string[];
}

interface Build {
  readonly id: string;
  readonly variables: unknown;
  script: BuildScript;
  asked: number;
  stopped: boolean;
  ended?: number;
}

export const project = "stack-ingestion-build-1234567";
export const repository = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/stack-ingestion";
export const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;

/** The parts of CodeBuild's API that a step asks, beside those of the logs. What it cannot show is how long AWS takes. */
export class CodeBuildStandIn extends EcsStandIn {
  readonly builds: Build[] = [];
  /** Scripts of the builds to come; the last one stays. */
  buildScripts: BuildScript[] = [{}];
  /** Builds by the token of the request that started them. */
  private readonly begun = new Map<unknown, Build>();
  /** The clock of what is tested, in milliseconds. */
  clock: () => number = Date.now;

  constructor() {
    super();
    Object.assign(this.actions, {
      StartBuild: (body: Record<string, unknown>) => {
        const again = this.begun.get(body.idempotencyToken);
        if (again) return [200, { build: this.described(again) }];
        const script = this.buildScripts.length > 1 ? this.buildScripts.shift()! : this.buildScripts[0]!;
        const id = `${project}:${this.builds.length + 1}`;
        const build = { id, variables: body.environmentVariablesOverride, script, asked: 0, stopped: false };
        this.builds.unshift(build);
        if (body.idempotencyToken !== undefined) this.begun.set(body.idempotencyToken, build);
        return [200, { build: this.described(build) }];
      },
      ListBuildsForProject: () => [200, { ids: this.builds.map(({ id }) => id) }],
      BatchGetBuilds: ({ ids }: { ids: readonly string[] }) => {
        const found = this.builds.filter(({ id }) => ids.includes(id));
        const builds = found.map((build) => this.described(build));
        for (const build of found) build.asked += 1;
        return [200, { builds }];
      },
      StopBuild: ({ id }: { id: string }) => {
        this.builds.find((build) => build.id === id)!.stopped = true;
        return [200, {}];
      },
      GetLogEvents: ({ logStreamName, nextToken }: { logStreamName: string; nextToken?: string }) => {
        const lines = this.builds.find(({ id }) => logStreamName.endsWith(id))?.script.log ?? [];
        const events = lines.slice(Number(nextToken ?? 0)).map((message) => ({ message, timestamp: 1 }));
        return [200, { events, nextForwardToken: String(lines.length) }];
      },
    });
  }

  private described(build: Build): object {
    const { id, script, variables } = build;
    const runs = !build.stopped && (script.endless === true || build.asked < (script.asks ?? 2));
    const buildStatus = runs ? "IN_PROGRESS" : build.stopped ? "STOPPED" : (script.status ?? "SUCCEEDED");
    if (!runs) build.ended ??= this.clock() / 1000;
    const failed = !runs && buildStatus !== "SUCCEEDED";
    const contexts =
      script.message === undefined ? [] : [{ statusCode: "COMMAND_EXECUTION_ERROR", message: script.message }];
    return {
      id,
      buildStatus,
      currentPhase: runs ? "BUILD" : "COMPLETED",
      startTime: this.clock() / 1000,
      ...(build.ended !== undefined && { endTime: build.ended }),
      environment: { environmentVariables: variables },
      logs: { groupName: "/stack/airflow", streamName: `image-build/${id}` },
      ...(failed && { phases: [{ phaseType: "BUILD", phaseStatus: "FAILED", contexts }] }),
      ...(buildStatus === "SUCCEEDED" && {
        exportedEnvironmentVariables: [{ name: "IMAGE_DIGEST", value: script.digest ?? digestOf("a") }],
      }),
    };
  }
}

/** A step that builds at once. */
export const buildInputs = {
  step: "build-image",
  kind: "image",
  project,
  repository,
  triggers: { content: "1.13.6-0123456789ab", repository },
  runsAtCreate: true,
  timeLimitMinutes: 10,
  ifItFails: "Airflow stays as it is until its image is built.",
};
