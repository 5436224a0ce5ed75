// An image that CodeBuild builds in the account: its build is started, or found again when an earlier `up` was killed, and
// watched to its end.
const {
  BatchGetBuildsCommand,
  ListBuildsForProjectCommand,
  StartBuildCommand,
  StopBuildCommand,
} = require("@aws-sdk/client-codebuild");
const { createHash, randomUUID } = require("node:crypto");
const { LogFollower, logText } = require("./logs.cjs");

const minute = 60_000;
const pollEvery = 10_000;
const aliveEvery = 2 * minute;
/** How long after its end the build of an `up` that was killed still counts. */
const foundAgainFor = 60 * minute;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Variable of a build by which it is found again, and the one in which its buildspec leaves the image's digest. */
const markVariable = "OPENMETADATA_BUILD";
const digestVariable = "IMAGE_DIGEST";

/** What marks a build as this run: the same for the same step, project and triggers. */
const buildMark = ({ step, project, triggers }) => {
  const named = Object.entries(triggers ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify([step, project, named]);
  return `build-${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
};

const markOf = ({ environment }) =>
  environment?.environmentVariables?.find(({ name }) => name === markVariable)?.value ?? "";

class BuildRun {
  constructor(inputs, { sleep = pause, now = () => Date.now(), ...place }) {
    Object.assign(this, { inputs, place, sleep, now, mark: buildMark(inputs), began: now() });
  }

  say(text) {
    this.place.say(`step ${this.inputs.step}: ${text}`);
  }

  send(command) {
    return this.place.codebuild.send(command);
  }

  lasted() {
    const seconds = Math.max(0, Math.round((this.now() - this.began) / 1000));
    return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  }

  async toItsEnd() {
    const found = await this.foundAgain();
    const build = found ?? (await this.start());
    this.began = Number(new Date(build.startTime ?? this.now()));
    this.say(found ? `build ${build.id} of an interrupted update is taken up again` : `build ${build.id} started`);
    const { ended, follower, overTime } = await this.watched(build.id);
    if (ended.buildStatus !== "SUCCEEDED" || overTime) throw new Error(await this.failure(ended, follower, overTime));
    const digest = ended.exportedEnvironmentVariables?.find(({ name }) => name === digestVariable)?.value ?? "";
    if (!/^sha256:[0-9a-f]{64}$/.test(digest))
      throw new Error(
        `Step ${this.inputs.step}: build ${build.id} ended well and named no image. Run it again: pulumi up`,
      );
    this.say(`ended well after ${this.lasted()}`);
    return `${this.inputs.repository}@${digest}`;
  }

  /** The newest build that this run began before, unless it failed or ended long ago. */
  async foundAgain() {
    const { project: projectName } = this.inputs;
    const { ids = [] } = await this.send(new ListBuildsForProjectCommand({ projectName, sortOrder: "DESCENDING" }));
    if (ids.length === 0) return undefined;
    const { builds = [] } = await this.send(new BatchGetBuildsCommand({ ids: ids.slice(0, 20) }));
    const counts = ({ buildStatus, endTime }) =>
      buildStatus === "IN_PROGRESS" ||
      (buildStatus === "SUCCEEDED" && this.now() - Number(new Date(endTime ?? 0)) < foundAgainFor);
    return builds.find((build) => markOf(build) === this.mark && counts(build));
  }

  async start() {
    const { project: projectName } = this.inputs;
    const environmentVariablesOverride = [{ name: markVariable, value: this.mark, type: "PLAINTEXT" }];
    const began = this.now();
    for (;;) {
      try {
        // A request whose answer was lost is sent again, and starts no second build.
        const request = { projectName, environmentVariablesOverride, idempotencyToken: randomUUID() };
        const { build } = await this.send(new StartBuildCommand(request));
        return build;
      } catch (error) {
        // The project's new role is not known everywhere yet, or the account builds as many as it may.
        const passes = /not authorized to perform: sts:AssumeRole|AccountLimitExceeded|Cannot have more than/i;
        const isOver = this.now() - began > this.inputs.timeLimitMinutes * minute;
        if (!passes.test(`${error.name} ${error.reason}`) || isOver) throw error;
        await this.sleep(2 * pollEvery);
      }
    }
  }

  followerOf({ logs: { groupName: group, streamName: stream } = {} }) {
    if (!group || !stream) return undefined;
    const parts = { ...this.place, sleep: this.sleep, say: (text) => this.say(text) };
    return new LogFollower([{ container: "build", group, stream }], parts);
  }

  /** Follows the build until it has ended, and stops it when it takes too long. */
  async watched(id) {
    let [follower, phase, told, overTime] = [undefined, "", this.now(), false];
    for (;;) {
      const { builds: [build] = [] } = await this.send(new BatchGetBuildsCommand({ ids: [id] }));
      if (!build)
        throw new Error(`Step ${this.inputs.step}: CodeBuild has forgotten build ${id}. Run it again: pulumi up`);
      follower ??= this.followerOf(build);
      await follower?.read();
      if (build.buildStatus !== "IN_PROGRESS") return { ended: build, follower, overTime };
      if ((build.currentPhase ?? "") !== phase || this.now() - told > aliveEvery) {
        [phase, told] = [build.currentPhase ?? "", this.now()];
        this.say(`${phase.toLowerCase().replaceAll("_", " ")}, ${this.lasted()}`);
      }
      if (!overTime && this.now() - this.began > this.inputs.timeLimitMinutes * minute) {
        overTime = true;
        this.say(`longer than its time limit of ${this.inputs.timeLimitMinutes} min: the build is stopped`);
        await this.send(new StopBuildCommand({ id }));
      }
      await this.sleep(pollEvery);
    }
  }

  async failure({ id, buildStatus, phases = [], logs = {} }, follower, overTime) {
    const { step, ifItFails, timeLimitMinutes } = this.inputs;
    const failed = phases.find(({ phaseStatus }) => phaseStatus && !["SUCCEEDED", "IN_PROGRESS"].includes(phaseStatus));
    const reason = failed?.contexts
      ?.map(({ message }) => message)
      .filter(Boolean)
      .join("; ");
    const where = failed ? ` in phase ${failed.phaseType}` : "";
    const what = overTime
      ? `it took longer than its time limit of ${timeLimitMinutes} min and was stopped`
      : `build ${id} ended with ${buildStatus}${where}${reason ? `: ${reason}` : ""}`;
    const lines = (await follower?.lastLines([])) ?? [];
    const { groupName, streamName } = logs;
    return [
      `Step ${step} failed: ${what}.`,
      ifItFails,
      ...lines.flatMap((log) => logText("the build", log)),
      ...(groupName && streamName
        ? [
            `The whole log: aws logs tail ${groupName} --log-stream-name-prefix ${streamName} --since 1d --region ${this.place.region}`,
          ]
        : []),
      "Fix the cause, then run the step again: pulumi up",
    ].join("\n");
  }
}

/**
 * Builds an image until it is in its repository.
 *
 * @param inputs `step`, `project` (name), `repository` (URL), `triggers`, `timeLimitMinutes`, `ifItFails`
 * @param place `codebuild` and `logs` clients, `region`, `secrets` to be masked, `say`, `sleep`, `now`
 * @returns the image by its digest; throws what a person reads when the build did not end well
 */
const buildImage = async (inputs, place) => new BuildRun(inputs, place).toItsEnd();

module.exports = { buildImage, buildMark, digestVariable, markVariable };
