import assert from "node:assert/strict";
import { test } from "node:test";
import { domain, forClients } from "../../../config/testing/valid-stack-files";
import { validateStackConfig } from "../../../config/validate";
import { problemsText } from "../../../problems/problem";
import { type AskedAccount, accountProblems, reasonOf } from "./account-checks";

const existingNetwork = {
  mode: "existing",
  vpcId: "vpc-01234567",
  privateSubnetIds: ["subnet-01234567", "subnet-01234568"],
  publicSubnetIds: ["subnet-01234569", "subnet-0123456a"],
};

const silent: AskedAccount = {
  fargateVcpus: () => Promise.resolve(undefined),
  hasRole: () => Promise.resolve(undefined),
  zoneName: () => Promise.resolve(undefined),
  vpcs: () => Promise.resolve(undefined),
  addresses: () => Promise.resolve(undefined),
};
const problemsOf = (values: object, answers: Partial<AskedAccount>) => {
  const { config } = validateStackConfig(forClients(values as Record<string, unknown>));
  assert.ok(config);
  return accountProblems(config, { ...silent, ...answers });
};

test("what stops a stack before anything is made: too few vCPUs of Fargate for the stack's tasks", async () => {
  const fargateVcpus = () => Promise.resolve(6);
  assert.deepEqual(await problemsOf({ size: "medium" }, { fargateVcpus }), []);
  const problems = await problemsOf({ size: "large" }, { fargateVcpus });
  assert.match(
    problemsText(problems).replace(/\s+/g, " "),
    /server\.cpu is 4096, and the stack's tasks need 16 vCPUs together, one more server among them while a change rolls[^]*6 vCPUs[^]*--quota-code L-3032A538 --desired-value 16[^]*server\.replicas 1/,
  );
  assert.deepEqual(await problemsOf({ size: "large" }, { fargateVcpus: () => Promise.resolve(16) }), []);
  const airflow = { host: "existing" };
  assert.deepEqual(
    await problemsOf({ size: "large", airflow, server: { replicas: 1 } }, { fargateVcpus: () => Promise.resolve(8) }),
    [],
    "Airflow is not the stack's",
  );
  const [old] = await problemsOf({ size: "large", version: "1.12.14" }, { fargateVcpus });
  assert.match(old?.found ?? "", /need 8 vCPUs together$/, "a server that does not roll");
});

test("the check of vCPUs counts the parts of a split Airflow and its runs, and says how to have fewer", async () => {
  const airflow = { host: "create", topology: "split", executor: "ecs", worker: { vcpuQuota: 10 } };
  const answers = { fargateVcpus: () => Promise.resolve(10) };
  const [problem] = await problemsOf({ size: "small", airflow }, answers);
  // Two servers while one rolls, the scheduler, two API servers likewise and half a vCPU for the DAG processor.
  assert.match(
    problem?.found ?? "",
    /need 15\.5 vCPUs .*one more server and one more API server of Airflow among them/,
  );
  assert.match(problem?.fix ?? "", /--desired-value 16\n[^]*airflow\.worker\.vcpuQuota[^]*server\.cpu/);
  const less = { ...airflow, worker: { vcpuQuota: 4.5 } };
  assert.deepEqual(await problemsOf({ size: "small", airflow: less }, answers), []);
});

test("what stops a stack before anything is made: a service-linked role that is missing, and that the stack does not make", async () => {
  const hasRole = (name: string) => Promise.resolve(name !== "AWSServiceRoleForAmazonOpenSearchService");
  const problems = await problemsOf({}, { hasRole });
  assert.deepEqual(
    problems.map(({ key }) => key),
    ["search.serviceLinkedRole"],
  );
  assert.deepEqual(await problemsOf({ search: { serviceLinkedRole: "create" } }, { hasRole }), []);
});

test("what stops a stack before anything is made: a hosted zone in which the name is not", async () => {
  const zone = (name: string) => ({ zoneName: () => Promise.resolve(name) });
  assert.deepEqual(await problemsOf({ domain }, zone("example.com")), []);
  assert.deepEqual(await problemsOf({ domain }, zone("metadata.example.com")), []);
  for (const other of ["example.org", "data.example.com", "ample.com"])
    assert.equal((await problemsOf({ domain }, zone(other)))[0]?.key, "domain.zoneId", other);
});

test("what stops a stack before anything is made: a VPC more than the region may have, where the stack makes one", async () => {
  const others = (byOthers: number) => ({ vpcs: () => Promise.resolve({ byOthers, allowed: 5 }) });
  assert.deepEqual(await problemsOf({}, others(4)), []);
  assert.match(
    problemsText(await problemsOf({}, others(5))).replace(/\s+/g, " "),
    /network\.mode is "create"[^]*5 VPCs of others[^]*--quota-code L-F678F1CE --desired-value 6[^]*network\.mode existing/,
  );
  assert.deepEqual(await problemsOf({ network: existingNetwork }, others(5)), [], "the VPC is there");
});

test("what stops a stack before anything is made: an address for each NAT gateway that the stack makes", async () => {
  const others = (byOthers: number) => ({ addresses: () => Promise.resolve({ byOthers, allowed: 5 }) });
  const network = { mode: "create", zones: 3, nat: "per-zone" };
  assert.deepEqual(await problemsOf({ network }, others(2)), []);
  assert.match(
    problemsText(await problemsOf({ network }, others(3))).replace(/\s+/g, " "),
    /network\.nat is "per-zone"[^]*3 Elastic IP addresses[^]*others have 3[^]*--desired-value 6[^]*network\.nat one/,
  );
  assert.deepEqual(await problemsOf({ network: { ...network, nat: "one" } }, others(4)), []);
  assert.deepEqual(await problemsOf({ network: existingNetwork }, others(5)), []);
});

test("nothing is stopped where the account does not answer", async () => {
  assert.deepEqual(await problemsOf({ size: "large", domain }, {}), []);
});

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

test("why the account did not answer is the first line of an error, else its name", () => {
  assert.equal(reasonOf(named("AccessDenied", "not authorized\nrequest id 1")), "not authorized");
  assert.equal(reasonOf(named("AccessDeniedException", "")), "AccessDeniedException");
  assert.equal(reasonOf(named("ExpiredToken", "UnknownError")), "ExpiredToken");
  assert.equal(reasonOf(new Error("\n  torn connection\n")), "torn connection");
  assert.equal(reasonOf(""), "no reason given");
  assert.equal(reasonOf(new Error("x".repeat(300))).length, 200);
});
