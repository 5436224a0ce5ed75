import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { component, resource, sampleService, sampleStack } from "../report/testing/sample-state";
import { sizeDefaults } from "../../config/sizes";
import { estimateCost } from "./estimate";
import { basePrices } from "./region-prices";
import prices from "./prices.json";
import { column } from "../cards/cards";

const totalOf = (...resources: Parameters<typeof sampleStack>) =>
  Number(estimateCost(sampleStack(...resources)).total.toFixed(2));
const database = (inputs: Record<string, unknown>) =>
  resource("aws:rds/instance:Instance", "database", {
    engine: "postgres",
    storageType: "gp3",
    allocatedStorage: 20,
    ...inputs,
  });

test("Fargate tasks cost what the field notes say, to the digit that they give", () => {
  const near = (amount: number, noted: number) =>
    assert.ok(Math.abs(amount - noted) < 0.1, `${amount}, noted ${noted}`);
  const arm64 = { runtimePlatform: { cpuArchitecture: "ARM64" } };
  near(totalOf(...sampleService("server", "1024", "4096")), 41.9);
  near(totalOf(...sampleService("server", "2048", "8192")), 83.9);
  near(totalOf(...sampleService("server", "4096", "16384")), 167.8);
  near(totalOf(...sampleService("server", "1024", "4096", arm64)), 33.6);
});

test("a task that neither a service nor a step starts is priced by use, and nothing at rest", () => {
  const worker = resource("aws:ecs/taskDefinition:TaskDefinition", "worker", {
    ...{ family: "stack-airflow-worker", cpu: "1024", memory: "4096" },
  });
  const { total, usage } = estimateCost(sampleStack(worker, ...sampleService("server", "1024", "4096")));
  assert.equal(total, totalOf(...sampleService("server", "1024", "4096")));
  assert.deepEqual(
    usage.map(({ item, price, unit }) => [item, price, unit]).filter(([item]) => String(item).startsWith("Task ")),
    [["Task stack-airflow-worker while it runs", 0.0583, "hour"]],
  );
});

test("what arm64 would save is the difference of the field notes' two prices, and nothing where it runs already", () => {
  const arm64 = { runtimePlatform: { cpuArchitecture: "ARM64" } };
  const saving = (...args: Parameters<typeof sampleService>) =>
    estimateCost(sampleStack(...sampleService(...args))).arm64Saving;
  assert.ok(Math.abs(saving("server", "1024", "4096") - (41.9 - 33.6)) < 0.2, String(saving("server", "1024", "4096")));
  assert.equal(saving("server", "1024", "4096", arm64), 0);
});

test("network, secrets and load balancer are priced by what they are", () => {
  assert.equal(totalOf(resource("aws:ec2/natGateway:NatGateway", "nat", {})), 32.4);
  assert.equal(
    totalOf(
      resource("aws:secretsmanager/secret:Secret", "one", {}),
      resource("aws:secretsmanager/secret:Secret", "two", {}),
    ),
    0.8,
  );
  const balancer = (inputs: Record<string, unknown>) => resource("aws:lb/loadBalancer:LoadBalancer", "front", inputs);
  assert.equal(totalOf(balancer({ subnets: ["a", "b"] })), 16.2 + 2 * 3.6);
  assert.equal(totalOf(balancer({ subnets: ["a", "b"], internal: true })), 16.2);
});

test("a database costs its instance and its storage, twice over in two zones", () => {
  const single = totalOf(database({ instanceClass: "db.m7g.xlarge", allocatedStorage: 100 }));
  assert.equal(single, 254.14);
  assert.equal(totalOf(database({ instanceClass: "db.m7g.xlarge", allocatedStorage: 100, multiAz: true })), single * 2);
});

test("what has no price is listed and not counted as 0", () => {
  const cost = estimateCost(
    sampleStack(database({ instanceClass: "db.x9z.large" }), resource("aws:quantum/machine:Machine", "new", {})),
  );
  assert.equal(cost.total, 0);
  assert.deepEqual(
    cost.notPriced.map(({ reason }) => reason),
    ["RDS postgres db.x9z.large has no price here", "no rule for aws:quantum/machine:Machine"],
  );
});

test("a search domain with unpriced masters keeps the price of its nodes and says what is missing", () => {
  const clusterConfig = {
    instanceType: "m7g.large.search",
    instanceCount: 2,
    dedicatedMasterEnabled: true,
    dedicatedMasterType: "z1.search",
  };
  const cost = estimateCost(sampleStack(resource("aws:opensearch/domain:Domain", "search", { clusterConfig })));
  assert.equal(cost.total.toFixed(2), (2 * 0.135 * 720).toFixed(2));
  assert.match(cost.notPriced[0]?.reason ?? "", /master z1\.search/);
});

test("every size's classes have a price", () => {
  const classes: Record<string, number> = prices.rds.postgres;
  const instances: Record<string, number> = prices.openSearch.instances;
  for (const { database, search } of Object.values(sizeDefaults)) {
    assert.ok(classes[database.instanceClass], database.instanceClass);
    assert.ok(instances[search.instanceType], search.instanceType);
  }
});

test("amounts add up by component, whatever the stack", () => {
  const rules = new Map(column("cost").flatMap(([type, cost]) => (typeof cost === "function" ? [[type, cost]] : [])));
  const types = [...rules.keys()];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...types), fc.constantFrom("network", "database")), { maxLength: 30 }),
      (wanted) => {
        const parents = ["network", "database"].map((name) => component(`openmetadata:aws:${name}`, name));
        const resources = wanted.map(([type, parent], index) =>
          resource(type, `r${index}`, {}, { parent: parents.find(({ urn }) => urn.endsWith(parent))?.urn }),
        );
        const cost = estimateCost(sampleStack(...parents, ...resources));
        const items = cost.components.flatMap((each) => each.items);
        const sum = items.reduce((total, { monthly }) => total + monthly, 0);
        assert.ok(Math.abs(sum - cost.total) < 1e-6);
        assert.ok(items.every(({ monthly }) => monthly >= 0));
        const heard = new Set([...items, ...cost.notPriced].map(({ urn }) => urn));
        // Each resource is in a sum, in the list of what has no price, or of a type that costs by use alone.
        for (const { urn, type } of resources)
          assert.ok(
            heard.has(urn) ||
              rules.get(type)?.({}, { resources: [], prices: basePrices, find: () => undefined }, resources[0]!).usage
                ?.length ||
              type.endsWith("VpcEndpoint"),
            type,
          );
      },
    ),
  );
});
