import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateClusterCommand, ECSClient, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import type { EcsExecutorSettings } from "../../openmetadata/environment/ecs-executor";
import type { ContainerSpec } from "../../openmetadata/tasks/container-spec";
import { freePort, until } from "../containers/parts";
import { endGroup } from "./harness";
import { secrets } from "./managed-host";

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "openmetadata-pulumi");
/** moto's Python, which the emulator's tests make. */
const python = join(cache, "moto-5.2.5", "bin", "python");

/** Why no ECS can be stood in for here; undefined when it can. */
export const ecsMissing = (): string | undefined =>
  existsSync(python) ? undefined : "moto is not installed: npm run test:emulator makes its environment";

/** A task that ECS was asked to run, by the process that stands for it. */
export interface RunTask {
  readonly id: string;
  readonly pid: number;
  /** Names of the variables that it was started with. */
  readonly names: readonly string[];
  /** What RunTask asked for in the place of the definition's own size. */
  readonly size: { readonly cpu: string | null; readonly memory: string | null };
  /** Once it has ended: of it and all that it started. */
  readonly processorSeconds?: number;
  /** Once it has ended: of its largest process, MiB. */
  readonly peakMiB?: number;
}

/** A call of CloudWatch Logs. */
export interface LogCall {
  /** Task of the caller, `worker` for one of a run. */
  readonly caller: string;
  /** `PutLogEvents` */
  readonly action: string;
  readonly allowed: boolean;
}

/** moto's ECS with a runner that executes what RunTask asks for (ecs-runner.py). */
export class EcsAccount {
  private child: ChildProcess | undefined;
  readonly region = "us-east-1";
  readonly cluster = "stack";

  private constructor(
    readonly endpoint: string,
    readonly folder: string,
  ) {}

  /**
   * Starts it; `machine` stands for the disk and the mounts of every task that it runs, `logRights` says who may do what with
   * CloudWatch Logs, by the name of a task.
   */
  static async start(
    folder: string,
    machine: Readonly<Record<string, string>>,
    logRights?: Readonly<Record<string, readonly string[]>>,
  ): Promise<EcsAccount> {
    const port = await freePort();
    const account = new EcsAccount(`http://127.0.0.1:${port}`, join(folder, "ecs"));
    mkdirSync(account.folder, { recursive: true });
    const output = openSync(join(folder, "ecs.log"), "w");
    account.child = spawn(python, [join(__dirname, "ecs-runner.py"), String(port), account.folder], {
      env: {
        PATH: process.env.PATH,
        RUNNER_SECRETS: JSON.stringify(secrets),
        RUNNER_MACHINE: JSON.stringify(machine),
        ...(logRights && { RUNNER_LOG_RIGHTS: JSON.stringify(logRights) }),
      },
      detached: true,
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    await until("moto", async () => (await fetch(`${account.endpoint}/moto-api/`)).ok, 30);
    await account.ecs.send(new CreateClusterCommand({ clusterName: account.cluster }));
    return account;
  }

  /** What a program on this machine needs to find it. */
  get environment(): Record<string, string> {
    return { AWS_ENDPOINT_URL: this.endpoint, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  }

  private get client() {
    return {
      endpoint: this.endpoint,
      region: this.region,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
  }

  private get ecs(): ECSClient {
    return new ECSClient(this.client);
  }

  /** Subnets and a security group of the account's own network. */
  private async network(): Promise<{ subnets: string; securityGroup: string }> {
    const ec2 = new EC2Client(this.client);
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const ids = Subnets.map(({ SubnetId = "" }) => SubnetId).slice(0, 2);
    return { subnets: ids.join(","), securityGroup: SecurityGroups[0]?.GroupId ?? "" };
  }

  /** A log group; its ARN. */
  async logGroup(name: string): Promise<string> {
    await new CloudWatchLogsClient(this.client).send(new CreateLogGroupCommand({ logGroupName: name }));
    return `arn:aws:logs:${this.region}:123456789012:log-group:${name}`;
  }

  /** What Airflow's executor is told to start runs as tasks of a family here. */
  async executor(family: string): Promise<EcsExecutorSettings> {
    const { cluster, region } = this;
    return { cluster, region, container: family, taskDefinition: this.revisionOf(family), ...(await this.network()) };
  }

  /** ARN that the first revision of a family gets. */
  private revisionOf(family: string): string {
    return `arn:aws:ecs:${this.region}:123456789012:task-definition/${family}:1`;
  }

  /** Registers a container as the stack's task definition has it; a secret by its own name. */
  async register(family: string, container: ContainerSpec): Promise<void> {
    const plain = container.environment.flatMap((one) =>
      "value" in one ? [{ name: one.name, value: String(one.value) }] : [],
    );
    const secret = container.environment.flatMap((one) =>
      "secret" in one ? [{ name: one.name, valueFrom: one.secret }] : [],
    );
    await this.ecs.send(
      new RegisterTaskDefinitionCommand({
        ...{ family, networkMode: "awsvpc", cpu: "1024", memory: "4096", requiresCompatibilities: ["FARGATE"] },
        containerDefinitions: [
          {
            name: container.name,
            image: "ingestion",
            memory: 4096,
            entryPoint: [...(container.entryPoint ?? [])],
            command: [...(container.command ?? [])],
            environment: plain,
            secrets: secret,
          },
        ],
      }),
    );
  }

  /** Every task that was run so far, in no order. */
  ran(): RunTask[] {
    return readdirSync(this.folder)
      .filter((file) => file.endsWith(".json"))
      .map((file) => ({
        ...(JSON.parse(readFileSync(join(this.folder, file), "utf8")) as Omit<RunTask, "id">),
        id: file.replace(/\.json$/, ""),
      }));
  }

  /** Every call of CloudWatch Logs so far, where rights are given. */
  logCalls(): LogCall[] {
    const file = join(this.folder, "log-calls");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return lines.map((line) => JSON.parse(line) as LogCall);
  }

  log(id: string): string {
    return readFileSync(join(this.folder, `${id}.log`), "utf8");
  }

  /** From now on RunTask is refused, as it is where a quota is used up, or no longer. */
  refuse(whether: boolean): void {
    const file = join(this.folder, "refuse");
    if (whether) writeFileSync(file, "");
    else rmSync(file, { force: true });
  }

  async stop(): Promise<void> {
    for (const { pid } of this.ran()) {
      try {
        process.kill(-pid, "SIGKILL");
      } catch {
        // ended
      }
    }
    if (this.child) await endGroup(this.child);
  }
}
