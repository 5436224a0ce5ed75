import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a task goes: a status for each time that it is asked about, then its end. */
export interface TaskScript {
  /** Statuses before the last one, STOPPED; a task with `endless` stays in the last of them until it is stopped. */
  readonly statuses?: readonly string[];
  readonly endless?: boolean;
  readonly containers?: readonly { name: string; exitCode?: number; reason?: string }[];
  readonly stoppedReason?: string;
  /** Lines of each container's log. */
  readonly logs?: Readonly<Record<string, readonly string[]>>;
}

interface Task {
  readonly arn: string;
  readonly id: string;
  readonly startedBy: string;
  readonly family: string;
  readonly createdAt: number;
  script: TaskScript;
  asked: number;
  stopped?: string;
}

/** What goes wrong with a request; what is silent or torn has been done before. */
export type Fault = "throttled" | "denied" | "silent" | "torn";

interface Call {
  readonly action: string;
  readonly body: Record<string, unknown>;
  /** Access key that signed it. */
  readonly key: string;
  readonly token: string;
}

type Work = (body: Record<string, unknown>) => readonly [status: number, result: unknown];

const region = "eu-west-1";
const account = "123456789012";
export const cluster = `arn:aws:ecs:${region}:${account}:cluster/stack`;
export const taskDefinition = (revision = 1): string =>
  `arn:aws:ecs:${region}:${account}:task-definition/stack-reindex:${revision}`;

/**
 * The parts of the APIs of ECS, CloudWatch Logs and STS that a step asks, over HTTP. What it cannot show is how long AWS
 * takes and what it refuses; tests/emulator has an outside judge for the requests themselves.
 */
export class EcsStandIn {
  readonly calls: Call[] = [];
  readonly tasks: Task[] = [];
  /** Answers to the next requests of an action, before it works: an error's name and message. */
  readonly refusals = new Map<string, { name: string; message: string }[]>();
  /** What goes wrong with the next requests of an action, and with how many of them. */
  readonly faults = new Map<string, { readonly fault: Fault; times: number }>();
  /** Scripts of the tasks to come; the last one stays. */
  scripts: TaskScript[] = [{}];
  private readonly server: Server;
  /** Tasks that were started while another one ran. */
  overlaps = 0;
  /** Tasks by the token of the request that started them. */
  private readonly started = new Map<unknown, Task>();

  constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this;
  }
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }
  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  count(action: string): number {
    return this.calls.filter((call) => call.action === action).length;
  }
  bodies(action: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.action === action).map(({ body }) => body);
  }

  /** A task that somebody else started, or an `up` that was killed. */
  put(startedBy: string, script: TaskScript, minutesAgo = 0): Task {
    const id = (this.tasks.length + 1).toString(16).padStart(32, "0");
    const arn = `arn:aws:ecs:${region}:${account}:task/stack/${id}`;
    const createdAt = Date.now() / 1000 - minutesAgo * 60;
    const task: Task = { arn, id, startedBy, family: "stack-reindex", createdAt, script, asked: 0 };
    this.tasks.push(task);
    return task;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const target = String(request.headers["x-amz-target"] ?? "").split(".")[1];
    const form = target === undefined ? Object.fromEntries(new URLSearchParams(text)) : undefined;
    const body = form ?? (JSON.parse(text || "{}") as Record<string, unknown>);
    const action = target ?? String(form?.Action);
    const key = /Credential=([^/]+)\//.exec(String(request.headers.authorization))?.[1] ?? "";
    this.calls.push({ action, body, key, token: String(request.headers["x-amz-security-token"] ?? "") });
    const fault = this.faultOf(action);
    const refusal = (fault && said[fault]?.(action)) ?? this.refusals.get(action)?.shift();
    if (refusal) return this.send(response, 400, form ? errorText(refusal) : { __type: refusal.name, ...refusal });
    if (action === "AssumeRole") return this.assume(String(form?.RoleArn), response);
    const work = this.actions[action];
    if (!work) return this.send(response, 400, { __type: "InvalidAction", message: action });
    const [status, result] = work(body);
    if (fault === "torn") response.socket?.destroy();
    else if (fault !== "silent") this.send(response, status, result);
  }

  private faultOf(action: string): Fault | undefined {
    const found = this.faults.get(action);
    if (!found || found.times === 0) return undefined;
    found.times -= 1;
    return found.fault;
  }

  private send(response: ServerResponse, status: number, body: unknown): void {
    if (typeof body === "string") response.writeHead(status, { "content-type": "text/xml" }).end(body);
    else response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
  }

  /** Credentials that tell whose they are: the role's name. */
  private assume(roleArn: string, response: ServerResponse): void {
    const name = roleArn.split("/").pop()!;
    const expiration = new Date(Date.now() + 3600_000).toISOString();
    response.writeHead(200, { "content-type": "text/xml" }).end(
      `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
       <AccessKeyId>ASIA${name}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>token-${name}</SessionToken>
       <Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    );
  }

  /** What is answered by action; a text is sent as it is, for the services that speak XML. */
  readonly actions: Record<string, Work> = {
    RunTask: (body) => {
      const again = this.started.get(body.clientToken);
      if (!again) this.overlaps += Number(this.tasks.some((one) => statusOf(one) !== "STOPPED"));
      const script = again || this.scripts.length === 1 ? this.scripts[0]! : this.scripts.shift()!;
      const task = again ?? this.put(String(body.startedBy), script);
      this.started.set(body.clientToken, task);
      return [
        200,
        { tasks: [{ taskArn: task.arn, createdAt: task.createdAt, lastStatus: "PROVISIONING" }], failures: [] },
      ];
    },
    ListTasks: ({ family, desiredStatus }) => {
      const found = this.tasks.filter(
        (task) => task.family === family && (statusOf(task) === "STOPPED") === (desiredStatus === "STOPPED"),
      );
      return [200, { taskArns: found.map(({ arn }) => arn) }];
    },
    DescribeTasks: ({ tasks }) => {
      const wanted = this.tasks.filter(({ arn }) => (tasks as string[]).includes(arn));
      const described = wanted.map((task) => {
        const lastStatus = statusOf(task);
        task.asked += 1;
        const { arn: taskArn, startedBy, createdAt, script } = task;
        const ended = (script.containers ?? [{ name: "reindex", exitCode: 0 }]).map((container) =>
          task.stopped === undefined ? container : { ...container, exitCode: 137 },
        );
        const stoppedReason = task.stopped ?? script.stoppedReason;
        const end = lastStatus === "STOPPED" && { containers: ended, ...(stoppedReason && { stoppedReason }) };
        return { taskArn, startedBy, createdAt, lastStatus, ...end };
      });
      return [200, { tasks: described, failures: [] }];
    },
    StopTask: ({ task, reason }) => {
      const found = this.tasks.find(({ arn }) => arn === task)!;
      found.stopped = String(reason);
      return [200, {}];
    },
    DescribeTaskDefinition: () => {
      const options = {
        "awslogs-group": "/stack/server",
        "awslogs-region": region,
        "awslogs-stream-prefix": "reindex",
      };
      const containerDefinitions = ["key-files", "reindex"].map((name) => ({
        name,
        logConfiguration: { logDriver: "awslogs", options },
      }));
      return [200, { taskDefinition: { containerDefinitions } }];
    },
    GetLogEvents: ({ logStreamName, nextToken }) => {
      const [, container = "", id] = String(logStreamName).split("/");
      const lines = this.tasks.find((task) => task.id === id)?.script.logs?.[container];
      if (!lines)
        return [400, { __type: "ResourceNotFoundException", message: "The specified log stream does not exist." }];
      const read = Number(nextToken ?? 0);
      const events = lines.slice(read).map((message) => ({ message, timestamp: 1 }));
      return [200, { events, nextForwardToken: String(lines.length) }];
    },
  };
}

const said: Partial<Record<Fault, (action: string) => { name: string; message: string }>> = {
  throttled: () => ({ name: "ThrottlingException", message: "Rate exceeded" }),
  denied: (action) => ({ name: "AccessDeniedException", message: `not authorized to perform: ${action}` }),
};

/** An error as the services that speak XML write it. */
export const errorText = ({ name, message }: { name: string; message: string }): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error></ErrorResponse>`;

function statusOf({ asked, stopped, script: { statuses = ["PENDING", "RUNNING"], endless } }: Task): string {
  if (stopped !== undefined) return "STOPPED";
  return statuses[asked] ?? (endless ? statuses.at(-1)! : "STOPPED");
}
