// One run of a step: its task is started, or found again when an earlier `up` was killed, and watched to its end.
const { createHash, randomUUID } = require("node:crypto");
const {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
} = require("@aws-sdk/client-ecs");
const { LogFollower, logsOf } = require("./logs.cjs");
const { failureOf } = require("./failure.cjs");

const second = 1000;
const minute = 60 * second;
const pollEvery = 5 * second;
const aliveEvery = 2 * minute;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const idOf = (arn) => arn.split("/").pop();
const familyOf = (taskDefinition) => taskDefinition.replace(/^.*task-definition\//, "").replace(/:\d+$/, "");

/** What marks a task as this run: the same for the same step, definition and triggers, and no longer than ECS takes. */
const mark = ({ step, taskDefinition, triggers }) => {
  const named = Object.entries(triggers ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify([step, taskDefinition, named]);
  return `step-${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
};

/**
 * Runs a step's task until it has ended well.
 *
 * @param inputs the step's inputs
 * @param place `ecs` and `logs` clients, `region`, `secrets` to be masked, `say` for progress, `sleep`
 * @returns the ARN of the task; throws what a person reads when the task did not end well
 */
const runToItsEnd = async (inputs, place) => new StepRun(inputs, place).toItsEnd();

class StepRun {
  constructor(inputs, { sleep = pause, now = () => Date.now(), ...place }) {
    this.inputs = inputs;
    this.place = place;
    this.sleep = sleep;
    this.now = now;
    this.began = now();
    this.limit = inputs.timeLimitMinutes * minute;
    this.startedBy = mark(inputs);
  }

  say(text) {
    this.place.say(`step ${this.inputs.step}: ${text}`);
  }

  send(command) {
    return this.place.ecs.send(command);
  }

  async toItsEnd() {
    const { step, taskDefinition } = this.inputs;
    const found = await this.unfinished();
    const task = found ?? (await this.start());
    this.began = Number(new Date(task.createdAt ?? this.now()));
    const id = idOf(task.taskArn);
    this.say(found ? `task ${id} of an interrupted update still runs and is waited for` : `task ${id} started`);
    const { taskDefinition: definition } = await this.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const logs = logsOf(definition, id);
    const follower = new LogFollower(logs, { ...this.place, sleep: this.sleep, say: (text) => this.say(text) });
    const ended = await this.watched(task.taskArn, follower);
    await follower.read();
    const bad = (ended.containers ?? []).filter(({ exitCode }) => exitCode !== 0);
    if (bad.length === 0 && !ended.overTime) {
      this.say(`ended well after ${this.lasted()}`);
      return task.taskArn;
    }
    const lines = await follower.lastLines(bad.map(({ name }) => name));
    throw new Error(failureOf({ inputs: this.inputs, step, ended, bad, lines, logs, region: this.place.region }));
  }

  /** The running task that this run began before; one of another cause is waited for, since a step runs once at a time. */
  async unfinished() {
    const { cluster, taskDefinition } = this.inputs;
    let told = false;
    for (;;) {
      const family = familyOf(taskDefinition);
      const { taskArns = [] } = await this.send(new ListTasksCommand({ cluster, family, desiredStatus: "RUNNING" }));
      if (taskArns.length === 0) return undefined;
      const { tasks = [] } = await this.send(new DescribeTasksCommand({ cluster, tasks: taskArns.slice(0, 100) }));
      const running = tasks.filter(({ lastStatus }) => lastStatus !== "STOPPED");
      const own = running.find(({ startedBy }) => startedBy === this.startedBy);
      if (own || running.length === 0) return own;
      if (!told) this.say(`an earlier run, task ${idOf(running[0].taskArn)}, is waited for first`);
      told = true;
      if (this.now() - this.began > this.limit)
        throw new Error(
          `Step ${this.inputs.step} did not begin: task ${idOf(running[0].taskArn)} of an earlier run still runs after ${this.lasted()}. ` +
            `Stop it, then run pulumi up: aws ecs stop-task --cluster ${idOf(cluster)} --task ${idOf(running[0].taskArn)} --region ${this.place.region}`,
        );
      await this.sleep(3 * pollEvery);
    }
  }

  /** A task of its own; where the account has no room for one, it is asked again until the time limit. */
  async start() {
    const { cluster, taskDefinition, networkConfiguration, step } = this.inputs;
    const request = {
      cluster,
      taskDefinition,
      launchType: "FARGATE",
      startedBy: this.startedBy,
      propagateTags: "TASK_DEFINITION",
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: networkConfiguration.subnets,
          securityGroups: networkConfiguration.securityGroups,
          assignPublicIp: networkConfiguration.assignPublicIp ? "ENABLED" : "DISABLED",
        },
      },
    };
    let told = 0;
    for (;;) {
      const { task, refusal, error } = await this.asked(request);
      if (task) return task;
      if (!/capacity is unavailable|limit on the number|RESOURCE:|throttl/i.test(refusal) || this.isOver())
        throw error ?? new Error(`Step ${step} did not start: ECS refused its task after ${this.lasted()}: ${refusal}`);
      if (this.now() - told > aliveEvery) this.say(`waits for room in the account: ${refusal}`);
      told = Math.max(told, this.now());
      await this.sleep(3 * pollEvery);
    }
  }

  async asked(request) {
    try {
      // A request whose answer was lost is sent again, and starts no second task; one that was refused is another request.
      const token = { clientToken: randomUUID() };
      const { tasks = [], failures = [] } = await this.send(new RunTaskCommand({ ...request, ...token }));
      if (tasks[0]) return { task: tasks[0] };
      const refusal = failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(": ")).join("; ");
      return { refusal: refusal || "it gave no task and no reason" };
    } catch (error) {
      return { refusal: error.reason, error };
    }
  }

  isOver() {
    return this.now() - this.began > this.limit;
  }

  lasted() {
    const seconds = Math.max(0, Math.round((this.now() - this.began) / second));
    return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  }

  /** For some seconds after its start ECS may not find a task yet; an hour after its end it forgets it. */
  seen(task, taskArn) {
    const now = this.now();
    this.lastSeen = task ? now : (this.lastSeen ?? now);
    if (now - this.lastSeen > 2 * minute)
      throw new Error(
        `Step ${this.inputs.step}: how it ended is not known, since ECS has forgotten its task ${idOf(taskArn)}; was this machine asleep? ` +
          "It may run again: pulumi up",
      );
  }

  /** Follows the task until it has stopped, and stops it itself when it takes too long. */
  async watched(taskArn, follower) {
    const { cluster } = this.inputs;
    let status = "";
    let told = this.now();
    let overTime = false;
    for (;;) {
      const { tasks = [] } = await this.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
      const [task] = tasks;
      this.seen(task, taskArn);
      const lastStatus = task?.lastStatus ?? "PROVISIONING";
      if (task && lastStatus === "STOPPED") return { ...task, overTime };
      if (lastStatus !== status || this.now() - told > aliveEvery) {
        if (status !== "" || lastStatus !== "PROVISIONING") this.say(`${lastStatus.toLowerCase()}, ${this.lasted()}`);
        [status, told] = [lastStatus, this.now()];
      }
      if (this.isOver() && !overTime) {
        overTime = true;
        const reason = `longer than its time limit of ${this.inputs.timeLimitMinutes} min`;
        this.say(`${reason}: the task is stopped`);
        await this.send(new StopTaskCommand({ cluster, task: taskArn, reason }));
      }
      if (lastStatus === "RUNNING") await follower.read();
      await this.sleep(pollEvery);
    }
  }
}

module.exports = { mark, runToItsEnd };
