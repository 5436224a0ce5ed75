import type { Properties, Value } from "../../../../protocol/wire";
import { inContainer, inContainers, replacing, withContainers } from "../../../testing/documents";
import { afterUp, type Slip } from "../../../testing/slip";
import type { EngineSlip } from "../../../testing/engine-slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const end = /("valueFrom":"arn:[^"]+)"/g;

/** A slip in the server's task. */
const slip = (what: string, says: RegExp, inputs: Slip["inputs"]): Slip => ({
  what,
  says,
  phases: ["after up"],
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: /-server$/,
  ...(inputs && { inputs }),
});

/** A slip in the server's container: members as they should not be. */
const members = (what: string, says: RegExp, changed: Properties): Slip =>
  slip(
    what,
    says,
    inContainer("server", (container) => ({ ...container, ...changed })),
  );

const healthCheck = (more: Properties): Properties => ({ healthCheck: { command: ["CMD", "true"], ...more } });

const port = (more: Properties): Properties => ({ portMappings: [{ containerPort: 8585, ...more }] });

const wait = (containerName: string, condition: string): Properties => ({ dependsOn: [{ containerName, condition }] });

const padding: Value = [{ name: "PADDING", value: "x".repeat(65 * 1024) }];

const [first, second] = ["server", "key-files"];

/** Each secret of the tasks with something after its ARN. */
const reference = (more: string) => replacing("containerDefinitions", end, `$1${more}"`);

const withOptions = (more: Record<string, string>) =>
  inContainers((container) => {
    const logs = container.logConfiguration as { options: Record<string, string> };
    return { ...container, logConfiguration: { ...logs, options: { ...logs.options, ...more } } };
  });

export const slips: readonly Slip[] = [
  {
    what: "a task without the volumes that its containers mount",
    type: task,
    phases: ["after up"],
    inputs: ({ volumes: _, ...inputs }) => inputs,
  },
  slip("definitions that are one object", /must be a JSON list/, (inputs) => ({
    ...inputs,
    containerDefinitions: "{}",
  })),
  slip("a list of texts", /containerDefinitions\[0\] is no object/, (inputs) => ({
    ...inputs,
    containerDefinitions: '["server"]',
  })),
  members("a command as text", /command must be a list/, { command: "./run.sh" }),
  members("essential as text", /essential must be true or false/, { essential: "true" }),
  members("a number as the value of a variable", /environment\[0\]\.value must be text/, {
    environment: [{ name: "PORT", value: 8585 }],
  }),
  members("an unknown member", /unknown property "enviroment"; did you mean "environment"/, { enviroment: [] }),
  members("an unknown member of a health check", /unknown property "healthCheck.intervalSeconds"/, {
    ...healthCheck({ intervalSeconds: 30 }),
  }),
  members("an unknown member of a port mapping", /unknown property "portMappings\[0\]\.port"/, port({ port: 8585 })),
  members("a health check without a command", /missing required property "healthCheck.command"/, {
    healthCheck: { interval: 30 },
  }),
  members("a log driver that ECS does not know", /logDriver is "awslog"/, {
    logConfiguration: { logDriver: "awslog" },
  }),
  members("a protocol that ports do not have", /protocol is "tpc"; allowed: tcp, udp/, port({ protocol: "tpc" })),
  members("a dependency condition that ECS does not know", /condition is "RUNNING"/, wait("key-files", "RUNNING")),
  members("a name with a dot", /the name must have letters/, { name: "server.1" }),
  members("an image with a space", /image is "server latest"/, { image: "server latest" }),
  members("no image", /image is nothing/, { image: null }),
  members("a fraction of a CPU unit", /cpu is 0.5; it must be a whole number/, { cpu: 0.5 }),
  members("less memory than Docker gives", /memory is 2; allowed: 4 or more/, { memory: 2 }),
  members("a port above 65535", /containerPort is 99999; allowed: 1 to 65535/, {
    portMappings: [{ containerPort: 99999 }],
  }),
  members("a host port above 65535", /hostPort is 65536; allowed: 0 to 65535/, port({ hostPort: 65536 })),
  members("checks too often", /interval is 1; allowed: 5 to 300/, healthCheck({ interval: 1 })),
  members("a check that may take too long", /timeout is 600; allowed: 2 to 60/, healthCheck({ timeout: 600 })),
  members("too many retries of a check", /retries is 99; allowed: 1 to 10/, healthCheck({ retries: 99 })),
  members("too long a start period", /startPeriod is 900; allowed: 0 to 300/, healthCheck({ startPeriod: 900 })),
  members("a check without CMD", /must begin with CMD or CMD-SHELL/, { healthCheck: { command: ["curl", "x"] } }),
  members("restarts too soon after another", /restartAttemptPeriod is 5; allowed: 60 to 1800/, {
    restartPolicy: { enabled: true, restartAttemptPeriod: 5 },
  }),
  members("swappiness above 100", /swappiness is 101; allowed: 0 to 100/, { linuxParameters: { swappiness: 101 } }),
  members("a larger reservation than memory", /memoryReservation 512 is greater than memory 256/, {
    memory: 256,
    memoryReservation: 512,
  }),
  members("a port mapping without a port", /needs containerPort or containerPortRange/, {
    portMappings: [{ hostPort: 8585 }],
  }),
  members("a port name in upper case", /port name "HTTP"/, port({ name: "HTTP" })),
  members("a range that runs backwards", /containerPortRange is "8010-8000"/, {
    portMappings: [{ containerPortRange: "8010-8000" }],
  }),
  members("a variable without a value", /variable "A" must have a text/, { environment: [{ name: "A" }] }),
  members("a variable given twice", /variable "A" is given twice/, {
    environment: [
      { name: "A", value: "1" },
      { name: "A", value: "2" },
    ],
  }),
  members("a secret that is neither an ARN nor a parameter", /must have an ARN or a parameter name/, {
    secrets: [{ name: "A", valueFrom: "not this" }],
  }),
  members("logs without a group", /log driver awslogs needs the options awslogs-group/, {
    logConfiguration: {
      logDriver: "awslogs",
      options: { "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "a" },
    },
  }),
  members("no essential container", /no container is essential/, { essential: false }),
  members("two containers of one name", /two containers are named "key-files"/, { name: "key-files" }),
  slip(
    "eleven containers",
    /10 containers at most, found 11/,
    withContainers((containers) => [
      ...containers,
      ...Array.from({ length: 11 - containers.length }, (_, index) => ({ name: `more-${index}`, image: "busybox" })),
    ]),
  ),
  members("a task definition above 64 KiB", /a task definition has 64 KiB at most/, { environment: padding }),
  members("a container with more memory than the task", /memory 8192 is greater than the task's 4096/, {
    memory: 8192,
  }),
  slip(
    "containers that reserve more memory together than the task has",
    /reserve 6144 MiB of memory together; the task has 4096/,
    withContainers((all) => all.map((one, index) => ({ ...one, ...(index < 2 && { memory: 3072 }) }))),
  ),
  slip(
    "containers with more CPU together than the task has",
    /have cpu 1200 together; the task has 1024/,
    withContainers((all) => all.map((one, index) => ({ ...one, ...(index < 2 && { cpu: 600 }) }))),
  ),
  slip("a task on EC2 without memory", /memory or memoryReservation is needed/, ({ memory: _, ...inputs }) => ({
    ...inputs,
    requiresCompatibilities: ["EC2"],
  })),
  members(
    "waiting for a container that is not there",
    /"absent", which is no other container/,
    wait("absent", "START"),
  ),
  members("waiting for itself", /"server", which is no other container/, wait("server", "START")),
  members("waiting for the health of what has no check", /has no health check/, wait("key-files", "HEALTHY")),
  slip(
    "waiting for the end of an essential container",
    /"server", which is essential/,
    inContainer("key-files", (container) => ({ ...container, ...wait("server", "SUCCESS") })),
  ),
  slip(
    "containers that wait for each other",
    /key-files, server wait for each other/,
    withContainers((all) =>
      all
        .map((one) => (one.name === first ? { ...one, ...wait(second!, "SUCCESS") } : one))
        .map((one) => (one.name === second ? { ...one, ...wait(first!, "START") } : one)),
    ),
  ),
  members("a mount path that is relative", /mount path "mnt" must begin with \//, {
    mountPoints: [{ sourceVolume: "keys", containerPath: "mnt" }],
  }),
  members("a mount of a volume that is not there", /the task has no volume "absent"/, {
    mountPoints: [{ sourceVolume: "absent", containerPath: "/mnt" }],
  }),
  members("another port on the host", /hostPort 80 must equal containerPort 8585 with awsvpc/, port({ hostPort: 80 })),
  slip(
    "two containers on one port",
    /"key-files" and "server" both have the port 8585\/tcp/,
    inContainer("key-files", (container) => ({ ...container, ...port({}) })),
  ),
  slip(
    "a range over another container's port",
    /both have the port 8585\/tcp/,
    inContainer("key-files", (container) => ({ ...container, portMappings: [{ containerPortRange: "8500-8600" }] })),
  ),
  slip("port mappings without a network", /"none" has no port mappings/, (inputs) => ({
    ...inputs,
    networkMode: "none",
  })),
  members("a host name with awsvpc", /"awsvpc" has no hostname/, { hostname: "server" }),
  members("links with awsvpc", /"awsvpc" has no links/, { links: ["key-files"] }),
  members("extra hosts with awsvpc", /"awsvpc" has no extraHosts/, {
    extraHosts: [{ hostname: "a", ipAddress: "10.0.0.1" }],
  }),
  ...[
    ["a key without the colons after it", /all three colons/, reference(":password")],
    ["a key with one colon too few", /all three colons/, reference(":password:")],
    ["one colon too many", /all three colons/, reference("::::")],
    ["a version's stage as well as its identifier", /stage as well as its identifier/, reference("::AWSCURRENT:a1b2")],
    [
      "a secret of the log driver with a key without the colons after it",
      /secret "token" .* all three colons/,
      inContainers(({ logConfiguration, ...container }) => ({
        ...container,
        logConfiguration: {
          ...(logConfiguration as object),
          secretOptions: [
            { name: "token", valueFrom: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:another-a1b2c3:token" },
          ],
        },
      })),
    ],
    [
      "an option that awslogs does not have",
      /no option "awslogs-multiline"/,
      withOptions({ "awslogs-multiline": "^a" }),
    ],
    ["a log mode that there is not", /mode is "nonblocking"/, withOptions({ mode: "nonblocking" })],
    [
      "a buffer of a log that blocks",
      /max-buffer-size is for mode non-blocking only/,
      withOptions({ mode: "blocking", "max-buffer-size": "10m" }),
    ],
    ["a buffer of no size", /max-buffer-size is "large"/, withOptions({ "max-buffer-size": "large" })],
    [
      "two ways to tell one event from the next",
      /exclude each other/,
      withOptions({ "awslogs-datetime-format": "%Y", "awslogs-multiline-pattern": "^a" }),
    ],
    [
      "a soft limit above the hard one",
      /softLimit 65536 above hardLimit 4096/,
      inContainers((container) => ({
        ...container,
        ulimits: [{ name: "nofile", softLimit: 65536, hardLimit: 4096 }],
      })),
    ],
  ].map(([what, says, inputs]) => ({
    what: what as string,
    says: says as RegExp,
    type: task,
    phases: afterUp,
    inputs: inputs as NonNullable<Slip["inputs"]>,
  })),
  {
    what: "waiting for a container that is not there",
    type: task,
    phases: ["after up"],
    inputs: (inputs) => ({
      ...inputs,
      containerDefinitions: String(inputs.containerDefinitions).replace(
        /"containerName":"[^"]+"/,
        '"containerName":"absent"',
      ),
    }),
  },
];

export const engineSlip: EngineSlip = {
  what: "no JSON",
  type: task,
  props: (props) => ({ ...props, containerDefinitions: "[{" }),
};
