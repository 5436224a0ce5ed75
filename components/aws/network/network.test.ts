import assert from "node:assert/strict";
import { before, test } from "node:test";
import { stackConfigSchema } from "../../../config/schema";
import { Network } from "./network";
import { type Recording, recordResources, valueOf } from "../testing/recorded-mocks";
import { SecurityGroups } from "./security-groups";
import { chosenZones } from "./vpc";
import { neededEndpoints } from "./vpc-endpoints";

const location = { region: "us-east-1", partition: "aws" };
const tags = { team: "data" };
const ports = { server: 8585, serverHealth: 8586, airflow: 8080, airflowFromServer: 8081 };
const yours = {
  mode: "existing",
  vpcId: "vpc-0123456789abcdef0",
  publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  privateSubnetIds: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
};

let recording: Recording;

before(async () => {
  recording = await recordResources({ privateKeyPem: "" });
});

const make = async (name: string, values: object) => {
  const config = stackConfigSchema("small").parse(values);
  const start = recording.resources.length;
  const network = new Network(name, {
    config: config.network,
    location,
    interfaceEndpoints: neededEndpoints(config),
    tags,
  });
  const groups = new SecurityGroups(`${name}-access`, { config, network, ports, tags });
  await new Promise((resolve) => setTimeout(resolve, 80));
  const made = recording.resources.slice(start);
  return { network, groups, made, ofKind: (kind: string) => made.filter(({ type }) => type.endsWith(`:${kind}`)) };
};

test("makes a VPC with a public and a private subnet a zone, and NAT as told", async () => {
  const { network, ofKind } = await make("one", { network: { mode: "create", zones: 3, nat: "per-zone" } });
  assert.equal(ofKind("Subnet").length, 6);
  assert.equal(ofKind("NatGateway").length, 3);
  assert.deepEqual(
    ofKind("Subnet").map(({ inputs }) => inputs.mapPublicIpOnLaunch),
    Array(6).fill(false),
  );
  assert.equal(network.privateSubnetIds.length, 3);
  assert.equal(network.reachesInternet, true);
  const defaultGroup = ofKind("DefaultSecurityGroup")[0]!.inputs;
  assert.deepEqual([defaultGroup.ingress, defaultGroup.egress], [[], []]);
  const gateways = ofKind("Route")
    .map(({ inputs }) => inputs.natGatewayId)
    .filter(Boolean);
  assert.equal(new Set(gateways).size, 3, "a zone's traffic stays in its zone");
});

test("shares one NAT gateway among the zones", async () => {
  const { ofKind } = await make("two", {});
  assert.equal(ofKind("NatGateway").length, 1);
  assert.equal(ofKind("Route").filter(({ inputs }) => inputs.natGatewayId).length, 2);
});

test("reaches AWS's services without the internet", async () => {
  const { network, ofKind } = await make("three", {
    network: { mode: "create", nat: "none" },
    server: { execCommand: true },
  });
  const services = ofKind("VpcEndpoint").map(({ inputs }) =>
    String(inputs.serviceName).replace("com.amazonaws.us-east-1.", ""),
  );
  assert.deepEqual(services.sort(), ["ecr.api", "ecr.dkr", "logs", "s3", "secretsmanager", "ssmmessages"]);
  assert.equal(network.reachesInternet, false);
  assert.ok(network.endpointSecurityGroupId);
  assert.equal(network.egressReady.length >= 6 + 2, true);
  assert.equal(ofKind("NatGateway").length, 0);
});

test("makes no VPC where there is one", async () => {
  const { network, made, ofKind } = await make("yours", { network: yours });
  assert.ok(
    made.every(
      ({ type }) => !/:(Vpc|Subnet|RouteTable|NatGateway|VpcEndpoint)$/.test(type) || type.startsWith("openmetadata"),
    ),
  );
  assert.equal(await valueOf(network.vpcCidr), "10.50.0.0/16");
  assert.equal(ofKind("PrivateDnsNamespace")[0]!.inputs.name, "openmetadata-test.internal");
});

test("tags everything that takes tags, and puts no rule inside a group", async () => {
  const { made, ofKind } = await make("tagged", {});
  const untaggable = /:(Route|RouteTableAssociation)$/;
  for (const { type, name, inputs } of made.filter(
    (each) => each.type.startsWith("aws:") && !untaggable.test(each.type),
  )) {
    assert.equal((inputs.tags as Record<string, string> | undefined)?.team, "data", `${type} ${name}`);
  }
  for (const { inputs } of ofKind("SecurityGroup")) {
    assert.ok(!("ingress" in inputs) && !("egress" in inputs));
  }
});

test("registers every resource under a name of its own", async () => {
  const { made } = await make("unique", { network: { mode: "create", zones: 3, interfaceEndpoints: ["kms"] } });
  const keys = made.map(({ type, name }) => `${type}::${name}`);
  assert.equal(new Set(keys).size, keys.length);
});

test("names the key when a region has fewer zones than asked", () => {
  assert.deepEqual(chosenZones(["a", "b", "c"], { zones: 2 }), ["a", "b", "c"]);
  assert.throws(
    () => chosenZones(["a", "b"], { zones: 3 }),
    /openmetadata:network\.zones is 3, but the region has 2.*pulumi config set/,
  );
});

test("puts the subnets into the zones that config names, and refuses one that the account does not have", async () => {
  const zoneNames = ["us-east-1c", "us-east-1b"];
  const { ofKind } = await make("named", { network: { mode: "create", zones: 2, zoneNames } });
  const zonesOf = (kind: string) =>
    ofKind("Subnet")
      .filter(({ name }) => name.includes(`-${kind}-`))
      .map(({ inputs }) => inputs.availabilityZone);
  assert.deepEqual([zonesOf("private"), zonesOf("public")], [zoneNames, zoneNames]);
  assert.throws(
    () => chosenZones(["a", "b", "c"], { zones: 2, zoneNames: ["a", "x"] }),
    /openmetadata:network\.zoneNames has x, .* are a, b, c.*zoneNames\[1\]/,
  );
});
