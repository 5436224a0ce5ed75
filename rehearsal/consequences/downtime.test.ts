import assert from "node:assert/strict";
import { test } from "node:test";
import { stepType } from "../protocol/steps";
import type { StateResource } from "../report/state";
import { consequencesOf } from "./index";
import { changeBetween, resource } from "./testing/state-builder";

type Inputs = Readonly<Record<string, unknown>>;

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

const balancer = (inputs: Inputs) => resource("aws:lb/loadBalancer:LoadBalancer", "server", inputs);

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
test("a migration whose snapshot another step takes for a trigger names its own only for others", () => {
  const step = (triggers: Inputs) =>
    resource(stepType, "airflow-migrate", {
      before: { services: ["p-s-server"], snapshot: { takenBy: { step: "migrate", trigger: "release" } } },
      triggers,
    });
  const stack = (triggers: Inputs) => [...serverStack({ migrates: false }), step(triggers)];
  const moved = (triggers: Inputs) => [...serverStack({ revision: 2, migrates: false }), step(triggers)];
  const before = { release: "1", image: "a:1" };
  const why = (after: Inputs) => downOf(stack(before), moved(after))[0]!.replace(/^server stops \S+ /, "");
  assert.equal(why({ ...before, release: "2" }), "migration; release 1 → 2");
  assert.equal(why({ ...before, image: "a:2" }), "snapshot and migration; image a:1 → a:2");
});
test("a variable restarts, without a migration", () =>
  assert.deepEqual(downOf(serverStack({}), serverStack({ revision: 2 })), ["server stops 1–5 1 environment variable"]));
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
test("where the provider forces deployments, another count starts every task again, and tags none", () => {
  const forced = (more: Inputs) => serverStack({ service: { forceNewDeployment: true, ...more } });
  assert.deepEqual(downOf(forced({}), forced({ tags: { a: "b" } })), []);
  assert.deepEqual(downOf(forced({ desiredCount: 1 }), forced({ desiredCount: 2 })), ["server stops 1–5 its count"]);
});
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
