import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stepType } from "../protocol/steps";
import type { StateResource } from "../report/state";
import { consequencesOf } from "./index";
import { changeBetween, resource } from "./testing/state-builder";

type Inputs = Readonly<Record<string, unknown>>;

const group = resource("aws:ec2/securityGroup:SecurityGroup", "balancer");
const rule = (name: string, inputs: Inputs) =>
  resource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name,
    { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 443, toPort: 443, ...inputs },
    { securityGroupId: group },
  );
const balancer = (inputs: Inputs = {}) =>
  resource(
    "aws:lb/loadBalancer:LoadBalancer",
    "server",
    { securityGroups: [group.id], ...inputs },
    { securityGroups: group },
  );
const listener = (inputs: Inputs = {}) =>
  resource(
    "aws:lb/listener:Listener",
    "server",
    { port: 443, protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06", ...inputs },
    { loadBalancerArn: balancer() },
  );

const accessOf = (base: readonly StateResource[], head: readonly StateResource[]) =>
  consequencesOf(changeBetween(base, head))
    .access.map(({ kind, direction, text }) => `${kind} ${direction} ${text}`)
    .sort();

const office = rule("in", { cidrIpv4: "203.0.113.0/24" });

/** Rules of one group before and after, and what is said of the difference. */
const portCases: readonly [
  title: string,
  before: readonly StateResource[],
  after: readonly StateResource[],
  found: readonly string[],
][] = [
  ["the same rule by another name", [office], [rule("other", { cidrIpv4: "203.0.113.0/24" })], []],
  [
    "a port opened to everyone",
    [office],
    [office, rule("all", { cidrIpv4: "0.0.0.0/0" })],
    ["port widened port 443 from everywhere (0.0.0.0/0)"],
  ],
  [
    "a range inside one that is open",
    [rule("in", { cidrIpv4: "10.0.0.0/8" })],
    [rule("in", { cidrIpv4: "10.0.0.0/8" }), rule("in2", { cidrIpv4: "10.1.0.0/16" })],
    [],
  ],
  [
    "a range that only looks alike",
    [rule("in", { cidrIpv4: "10.0.0.0/16" })],
    [rule("in", { cidrIpv4: "10.1.0.0/16" })],
    ["port narrowed port 443 from 10.0.0.0/16", "port widened port 443 from 10.1.0.0/16"],
  ],
  [
    "one bit less of a mask",
    [rule("in", { cidrIpv4: "10.2.0.0/16" })],
    [rule("in", { cidrIpv4: "10.2.0.0/15" })],
    ["port widened port 443 from 10.2.0.0/15"],
  ],
  [
    "every protocol covers a port",
    [rule("in", { ipProtocol: "-1", fromPort: undefined, toPort: undefined, cidrIpv4: "10.0.0.0/8" })],
    [rule("in", { cidrIpv4: "10.0.0.0/8" })],
    ["port narrowed every port from 10.0.0.0/8"],
  ],
  [
    "a wider range of ports",
    [rule("in", { cidrIpv4: "10.0.0.0/8" })],
    [rule("in", { cidrIpv4: "10.0.0.0/8", fromPort: 440, toPort: 450 })],
    ["port widened ports 440–450 from 10.0.0.0/8"],
  ],
  [
    "IPv6 everywhere is not IPv4 everywhere",
    [rule("in", { cidrIpv4: "0.0.0.0/0" })],
    [rule("in", { cidrIpv6: "::/0" })],
    ["port narrowed port 443 from everywhere (0.0.0.0/0)", "port widened port 443 from everywhere (::/0)"],
  ],
];

describe("ports of a security group", () => {
  for (const [title, before, after, found] of portCases)
    test(title, () => assert.deepEqual(accessOf([group, ...before], [group, ...after]), found));

  test("rules inside a group count too", () => {
    const inline = (...cidrBlocks: string[]) =>
      resource(group.type, "balancer", { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks }] });
    assert.deepEqual(accessOf([inline("10.0.0.0/8")], [inline("10.0.0.0/8", "0.0.0.0/0")]), [
      "port widened port 22 from everywhere (0.0.0.0/0)",
    ]);
  });
});

describe("what becomes reachable from the internet", () => {
  test("a balancer that was internal", () => {
    const open = [group, rule("all", { cidrIpv4: "0.0.0.0/0" }), listener()];
    assert.deepEqual(accessOf([...open, balancer({ internal: true })], [...open, balancer({ internal: false })]), [
      "internet widened reachable from the internet: HTTPS 443 from everywhere (0.0.0.0/0)",
    ]);
  });
  test("a private range does not count as the internet", () => {
    const inside = [group, rule("in", { cidrIpv4: "10.0.0.0/8" }), listener()];
    assert.deepEqual(accessOf([...inside, balancer({ internal: true })], [...inside, balancer()]), []);
  });
  test("a database, a domain and a task with a public address", () => {
    const database = (publiclyAccessible: boolean) =>
      resource("aws:rds/instance:Instance", "database", { publiclyAccessible });
    const domain = (inputs: Inputs) => resource("aws:opensearch/domain:Domain", "search", inputs);
    const service = (assignPublicIp: boolean) =>
      resource("aws:ecs/service:Service", "server", { networkConfiguration: { assignPublicIp } });
    assert.equal(
      accessOf(
        [database(false), domain({ vpcOptions: {} }), service(false)],
        [database(true), domain({}), service(true)],
      ).filter((line) => line.startsWith("internet widened")).length,
      3,
    );
  });
});

const serviceType = "aws:ecs/service:Service";
const taskType = "aws:ecs/taskDefinition:TaskDefinition";

/** A service of one task with a migrating step, as this stack has it. */
const executorIs = (value?: string) => (value === undefined ? [] : [{ name: "AIRFLOW__CORE__EXECUTOR", value }]);
const serverStack = (
  {
    image = "server:1",
    revision = 1,
    service = {},
    migrates = true,
    executor,
  }: { image?: string; revision?: number; service?: Inputs; migrates?: boolean; executor?: string },
  name = "server",
) => [
  resource(taskType, name, {
    family: `p-s-${name}`,
    cpu: "1024",
    memory: "4096",
    containerDefinitions: JSON.stringify([
      ...(migrates
        ? [{ name: "migrate", image, command: ["./bootstrap/openmetadata-ops.sh", "migrate"], essential: false }]
        : []),
      { name, image, environment: [{ name: "A", value: String(revision) }, ...executorIs(executor)] },
    ]),
  }),
  resource(serviceType, name, {
    taskDefinition: `arn:aws:ecs:::task-definition/p-s-${name}:${revision}`,
    deploymentMinimumHealthyPercent: 0,
    deploymentMaximumPercent: 100,
    ...service,
  }),
];
const downOf = (base: readonly StateResource[], head: readonly StateResource[], keys = {}) =>
  consequencesOf(changeBetween(base, head, keys)).downtime.map(({ service, what, minutes, why }) =>
    `${service} ${what} ${minutes?.join("–") ?? ""} ${why.join("; ")}`.trim(),
  );

describe("what stops", () => {
  test("a new release migrates", () =>
    assert.deepEqual(downOf(serverStack({}), serverStack({ image: "server:2", revision: 2 })), [
      "server stops 3–10 migration; image 1 → 2; 1 environment variable",
    ]));
  test("a migration that is a step stops the server for a trigger, or when it is new and the image is another", () => {
    const step = (release: string) => ({
      ...resource(stepType, "migrate", {
        before: { services: ["p-s-server"], container: "server", snapshot: { keep: 1 } },
        triggers: { release },
      }),
    });
    const stack = (image: string, ...more: StateResource[]) => [...serverStack({ image, migrates: false }), ...more];
    const told = (image: string) => [`server stops 5–30 snapshot and migration; ${image}`];
    assert.deepEqual(
      downOf(
        [...stack("server:1"), step("1")],
        [...serverStack({ image: "server:2", revision: 2, migrates: false }), step("2")],
      ),
      told("release 1 → 2"),
    );
    assert.deepEqual(
      downOf(serverStack({}), [...serverStack({ image: "server:2", revision: 2, migrates: false }), step("2")]),
      told("image 1 → 2"),
    );
    assert.doesNotMatch(
      downOf(serverStack({}), [...serverStack({ revision: 2, migrates: false }), step("1")]).join(),
      /snapshot/,
    );
  });
  test("a migration without a snapshot, of any container that gets the image, says so", () => {
    const step = (image: string) => resource(stepType, "migrate", { before: { services: ["p-s-server"], image } });
    const down = (image: string) =>
      downOf(serverStack({}), [...serverStack({ image: "server:2", revision: 2, migrates: false }), step(image)]);
    assert.deepEqual(down("server:2"), ["server stops 5–30 migration; image 1 → 2"]);
    assert.doesNotMatch(down("gateway:2").join(), /migration/);
  });
  test("a variable restarts, without a migration", () =>
    assert.deepEqual(downOf(serverStack({}), serverStack({ revision: 2 })), [
      "server stops 1–5 1 environment variable",
    ]));
  test("with room for a second task it rolls", () => {
    const service = { deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 200 };
    assert.deepEqual(downOf(serverStack({ service }), serverStack({ service, revision: 2 })), [
      "server rolls  1 environment variable",
    ]);
    assert.match(
      downOf(serverStack({ service }), serverStack({ service, revision: 2, image: "server:2" }))[0]!,
      /^server stops 3–10 migration/,
    );
  });
  test("Airflow's runs are cut", () => {
    const [before, after] = [
      serverStack({ migrates: false }, "airflow"),
      serverStack({ migrates: false, revision: 2 }, "airflow"),
    ];
    assert.deepEqual(downOf(before, after), ["airflow stops 1–5 1 environment variable", "airflow cut"]);
  });
  test("of a split Airflow only the scheduler's runs are cut, and none where each is a task of its own", () => {
    const split = (revision: number, executor: string) => [
      ...serverStack({ migrates: false, revision }, "airflow"),
      ...serverStack({ migrates: false, revision, executor }, "airflow-scheduler"),
    ];
    assert.deepEqual(
      downOf(split(1, "LocalExecutor"), split(2, "LocalExecutor")).filter((line) => line.endsWith("cut")),
      ["airflow-scheduler cut"],
    );
    const ecs = "airflow.providers.amazon.aws.executors.ecs.AwsEcsExecutor";
    assert.doesNotMatch(downOf(split(1, ecs), split(2, ecs)).join(), /cut/);
  });
  test("tags and count start no new task", () =>
    assert.deepEqual(downOf(serverStack({}), serverStack({ service: { tags: { a: "b" }, desiredCount: 2 } })), []));
  test("a count of 0, and a service that goes", () => {
    assert.deepEqual(downOf(serverStack({}), serverStack({ service: { desiredCount: 0 } })), [
      "server gone  its count is 0",
    ]);
    assert.deepEqual(downOf(serverStack({}), []), ["server gone  the service is deleted"]);
  });
  test("a database of another class, quicker with a standby", () => {
    const database = (inputs: Inputs) => [resource("aws:rds/instance:Instance", "database", inputs)];
    assert.deepEqual(downOf(database({ instanceClass: "a" }), database({ instanceClass: "b" })), [
      "database stops 2–10 instanceClass a → b",
    ]);
    assert.deepEqual(
      downOf(database({ instanceClass: "a", multiAz: true }), database({ instanceClass: "b", multiAz: true })),
      ["database stops 1–2 instanceClass a → b"],
    );
    assert.deepEqual(downOf(database({ allocatedStorage: 20 }), database({ allocatedStorage: 40 })), []);
  });
  test("a balancer that is replaced", () =>
    assert.match(
      downOf([balancer({ internal: false })], [balancer({ internal: true })], {
        "aws:lb/loadBalancer:LoadBalancer": ["internal"],
      })[0]!,
      /^address stops .*\(internal\)/,
    ));
});

describe("data at risk", () => {
  const risks = (base: readonly StateResource[], head: readonly StateResource[], keys = {}) =>
    consequencesOf(changeBetween(base, head, keys)).data.map(({ resource: name, risk }) => `${name} ${risk}`);
  test("a store replaced, a key made again, a secret deleted", () => {
    const database = (identifier: string) => ({
      ...resource("aws:rds/instance:Instance", "database", { identifier }),
      protect: true,
    });
    const key = (length: number) => resource("random:index/randomBytes:RandomBytes", "fernet", { length });
    const secret = resource("aws:secretsmanager/secret:Secret", "fernet");
    const keys = { "aws:rds/instance:Instance": ["identifier"], "random:index/randomBytes:RandomBytes": ["length"] };
    assert.deepEqual(risks([database("a"), key(32), secret], [database("b"), key(16)], keys), [
      "database database lost",
      "generated key fernet lost",
      "secret fernet lost",
    ]);
  });
  test("an engine that goes back, and a larger one that does not", () => {
    const domain = (engineVersion: string) => [resource("aws:opensearch/domain:Domain", "search", { engineVersion })];
    assert.deepEqual(risks(domain("OpenSearch_2.11"), domain("OpenSearch_2.9")), ["search domain search lost"]);
    assert.deepEqual(risks(domain("OpenSearch_2.9"), domain("OpenSearch_2.11")), []);
  });
});

describe("who reads which secret", () => {
  const secret = resource("aws:secretsmanager/secret:Secret", "password");
  const task = (...readers: readonly string[]) =>
    readers.map((name) =>
      resource(taskType, name, {
        containerDefinitions: JSON.stringify([
          { name, environment: [], secrets: [{ name: "PASSWORD", valueFrom: secret.outputs?.arn }] },
        ]),
      }),
    );
  test("another task that reads a secret is a concern; the only reader of a new one is not", () => {
    const found = (base: readonly StateResource[], head: readonly StateResource[]) =>
      consequencesOf(changeBetween(base, head)).access.map(({ who, text, expected }) => [who, text, expected ?? false]);
    assert.deepEqual(found([secret, ...task("server")], [secret, ...task("server", "airflow")]), [
      ["container airflow", "reads secret password as PASSWORD", false],
    ]);
    assert.deepEqual(found([], [secret, ...task("server")]), [
      ["container server", "reads secret password as PASSWORD", true],
    ]);
  });
});
