// The logs of a step's containers: lines that a container addresses to `pulumi up`, and the last ones of a failure.
const { GetLogEventsCommand } = require("@aws-sdk/client-cloudwatch-logs");
const { masked } = require("./masking.cjs");

/** Lines that begin so are from the script of a step, for the person who runs `pulumi up`. */
const addressed = /^step: (.*)$/;
const lastCount = 15;

/** Where each container's log is: the driver names streams prefix/container/task. */
const logsOf = (definition, taskId) =>
  (definition?.containerDefinitions ?? []).flatMap(({ name, logConfiguration: { logDriver, options = {} } = {} }) =>
    logDriver === "awslogs"
      ? [
          {
            container: name,
            group: options["awslogs-group"],
            stream: `${options["awslogs-stream-prefix"]}/${name}/${taskId}`,
          },
        ]
      : [],
  );

class LogFollower {
  /** @param place `logs` client, `secrets` to be masked, `say`, `sleep` */
  constructor(logs, { logs: client, secrets, say, sleep }) {
    this.logs = logs.map((log) => ({ ...log, token: undefined, last: [], problem: undefined }));
    this.client = client;
    this.secrets = secrets;
    this.say = say;
    this.sleep = sleep;
  }

  /** Reads what is new, and says the lines that are addressed to the reader. */
  async read() {
    await Promise.all(this.logs.map((log) => this.readOne(log)));
  }

  async readOne(log) {
    const { group: logGroupName, stream: logStreamName } = log;
    for (let page = 0; page < 50; page += 1) {
      const request = { logGroupName, logStreamName, startFromHead: true, ...(log.token && { nextToken: log.token }) };
      let answer;
      try {
        answer = await this.client.send(new GetLogEventsCommand(request));
      } catch (error) {
        // No stream yet, or no right to read it: what the task itself says must do.
        log.problem = error.name === "ResourceNotFoundException" ? undefined : error.reason;
        return;
      }
      log.problem = undefined;
      const { events = [], nextForwardToken } = answer;
      const lines = events.flatMap(({ message = "" }) => masked(message, this.secrets).split("\n")).filter(Boolean);
      for (const line of lines) {
        const [, text] = addressed.exec(line) ?? [];
        if (text !== undefined) this.say(text);
      }
      log.last = [...log.last, ...lines].slice(-lastCount);
      if (nextForwardToken === undefined || nextForwardToken === log.token) return;
      log.token = nextForwardToken;
      if (events.length === 0) return;
    }
  }

  /** The last lines of these containers' logs, or of all when none is named, and why one could not be read. */
  async lastLines(containers) {
    const wanted = () => this.logs.filter(({ container }) => containers.length === 0 || containers.includes(container));
    // The driver delivers the last lines some seconds after the end.
    for (let attempt = 0; attempt < 3 && wanted().every(({ last }) => last.length === 0); attempt += 1) {
      await this.sleep(2000);
      await this.read();
    }
    return wanted().filter(({ last, problem }) => last.length > 0 || problem !== undefined);
  }
}

/** Lines of an error about one log. @param {string} whose `container migrate` */
const logText = (whose, { last, problem }) =>
  last.length > 0
    ? [`Last lines of the log of ${whose}:`, ...last.map((line) => `  ${line}`)]
    : [`The log of ${whose} could not be read: ${problem}`];

module.exports = { LogFollower, logText, logsOf };
