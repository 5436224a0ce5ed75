import { cluster, EcsStandIn, errorText } from "./ecs-stand-in";

interface Service {
  desiredCount: number;
  runningCount: number;
  taskDefinition: string;
  image: string;
  suspended?: boolean;
  /** Id and state of its newest deployment. */
  deployment: { id: string; rolloutState: string };
}

interface Snapshot {
  readonly id: string;
  readonly instance: string;
  status: string;
  readonly at: number;
}

const arnOf = (name: string) => `arn:aws:ecs:eu-west-1:123456789012:service/stack/${name}`;

/** Services, the snapshots of a database, and what scales, as far as an upgrade asks for them. */
export class ServicesStandIn extends EcsStandIn {
  readonly services = new Map<string, Service>();
  snapshots: Snapshot[] = [];
  /** Services that Application Auto Scaling knows. */
  readonly scaled = new Set<string>();
  /** How often the database is too busy to take a snapshot. */
  busy = 0;
  /** What becomes of the tasks of a service that is started. */
  starts: "well" | "badly" = "well";
  /** Deployments that were asked for besides another count. */
  forced = 0;
  /** Calls that change something, in their order. */
  readonly done: string[] = [];

  constructor() {
    super();
    const run = this.actions.RunTask!;
    Object.assign(this.actions, this.more, {
      RunTask: (body: Record<string, unknown>) => {
        const servers = [...this.services].filter(([name]) => name.includes("server"));
        const running = servers.reduce((sum, [, { runningCount }]) => sum + runningCount, 0);
        this.done.push(`migrate beside ${running}`);
        return run(body);
      },
    });
  }

  service(name: string, image: string, count = 1): Service {
    const service: Service = {
      desiredCount: count,
      runningCount: count,
      taskDefinition: `${name}:1`,
      image,
      deployment: { id: "ecs-svc/1", rolloutState: "COMPLETED" },
    };
    this.services.set(name, service);
    return service;
  }

  /** Lets AWS do what it was asked for: tasks come and go, snapshots become complete. */
  settle(): void {
    this.settleServices();
    for (const snapshot of this.snapshots) if (snapshot.status === "creating") snapshot.status = "available";
  }

  settleServices(): void {
    for (const service of this.services.values()) {
      const { desiredCount, deployment } = service;
      if (this.starts === "badly" && desiredCount > 0) deployment.rolloutState = "FAILED";
      else {
        service.runningCount = desiredCount;
        deployment.rolloutState = "COMPLETED";
      }
    }
  }

  private described(name: string) {
    const { desiredCount, runningCount, taskDefinition, deployment } = this.services.get(name)!;
    return {
      serviceName: name,
      serviceArn: arnOf(name),
      status: "ACTIVE",
      desiredCount,
      runningCount,
      taskDefinition,
      tags: [{ key: "Name", value: name.replace(/-\w{7}$/, "") }],
      deployments: [{ ...deployment, status: "PRIMARY", rolloutStateReason: "tasks failed to start" }],
      events: [{ message: `(service ${name}) was unable to place a task` }],
    };
  }

  private readonly more: EcsStandIn["actions"] = {
    ListServices: () => [200, { serviceArns: [...this.services.keys()].map(arnOf) }],
    DescribeServices: ({ services }) => {
      const names = (services as string[]).map((arn) => arn.split("/").pop()!);
      return [200, { services: names.filter((name) => this.services.has(name)).map((name) => this.described(name)) }];
    },
    DescribeTaskDefinition: (body) => {
      const service = [...this.services.values()].find((one) => one.taskDefinition === body.taskDefinition);
      if (!service) return this.describedDefinition(body);
      return [200, { taskDefinition: { containerDefinitions: [{ name: "server", image: service.image }] } }];
    },
    UpdateService: ({ service: name, desiredCount, forceNewDeployment }) => {
      if (forceNewDeployment === true) this.forced += 1;
      const service = this.services.get(String(name))!;
      service.desiredCount = Number(desiredCount);
      if (service.desiredCount > 0) service.deployment = { id: "ecs-svc/2", rolloutState: "IN_PROGRESS" };
      this.done.push(`count ${String(desiredCount)}`);
      return [200, { service: this.described(String(name)) }];
    },
    ListTasks: (body) => {
      if (body.serviceName === undefined) return this.listed(body);
      const { runningCount } = this.services.get(String(body.serviceName))!;
      const count = body.desiredStatus === "STOPPED" ? runningCount : 0;
      return [200, { taskArns: Array.from({ length: count }, (_, index) => `${cluster}/service-task-${index}`) }];
    },
    DescribeTasks: (body) => {
      const tasks = body.tasks as string[];
      if (!tasks[0]?.includes("service-task")) return this.describedTasks(body);
      return [200, { tasks: tasks.map((taskArn) => ({ taskArn, lastStatus: "DEACTIVATING" })) }];
    },
    DescribeScalableTargets: ({ ResourceIds }) => {
      const name = (ResourceIds as string[])[0]!.split("/").pop()!;
      return [200, { ScalableTargets: this.scaled.has(name) ? [{ ResourceId: (ResourceIds as string[])[0] }] : [] }];
    },
    RegisterScalableTarget: ({ ResourceId, SuspendedState }) => {
      const suspended = (SuspendedState as Record<string, boolean>).DynamicScalingOutSuspended === true;
      this.services.get(String(ResourceId).split("/").pop()!)!.suspended = suspended;
      this.done.push(suspended ? "scaling suspended" : "scaling goes on");
      return [200, {}];
    },
    DescribeDBSnapshots: ({ DBInstanceIdentifier }) => {
      const own = this.snapshots.filter(({ instance }) => instance === DBInstanceIdentifier);
      const members = own.map(
        ({ id, status, at }) =>
          `<DBSnapshot><DBSnapshotIdentifier>${id}</DBSnapshotIdentifier><Status>${status}</Status>` +
          `<SnapshotCreateTime>${new Date(at).toISOString()}</SnapshotCreateTime></DBSnapshot>`,
      );
      return [200, answer("DescribeDBSnapshots", `<DBSnapshots>${members.join("")}</DBSnapshots>`)];
    },
    CreateDBSnapshot: ({ DBSnapshotIdentifier, DBInstanceIdentifier }) => {
      const [id, instance] = [String(DBSnapshotIdentifier), String(DBInstanceIdentifier)];
      if (this.busy-- > 0) return [400, errorText({ name: "InvalidDBInstanceState", message: "is backing-up" })];
      if (this.snapshots.some((one) => one.id === id))
        return [400, errorText({ name: "DBSnapshotAlreadyExists", message: id })];
      this.snapshots.push({ id, instance, status: "creating", at: Date.now() + this.snapshots.length });
      this.done.push("snapshot");
      return [200, answer("CreateDBSnapshot", "")];
    },
    DeleteDBSnapshot: ({ DBSnapshotIdentifier }) => {
      if (!this.snapshots.some(({ id }) => id === DBSnapshotIdentifier))
        return [404, errorText({ name: "DBSnapshotNotFound", message: String(DBSnapshotIdentifier) })];
      this.snapshots = this.snapshots.filter(({ id }) => id !== DBSnapshotIdentifier);
      this.done.push(`delete ${String(DBSnapshotIdentifier)}`);
      return [200, answer("DeleteDBSnapshot", "")];
    },
  };

  private readonly listed = this.actions.ListTasks!;
  private readonly describedDefinition = this.actions.DescribeTaskDefinition!;
  private readonly describedTasks = this.actions.DescribeTasks!;
}

const answer = (action: string, inner: string): string =>
  `<${action}Response xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><${action}Result>${inner}</${action}Result></${action}Response>`;
