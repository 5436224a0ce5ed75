import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { awsPackage } from "../aws/package";
import { changes, type DiffRules } from "./diff";
import { unknown, type Properties, type Value } from "./wire";

const leaf = fc.oneof(fc.string(), fc.boolean(), fc.integer());
const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const rules: DiffRules = {
  replaces: (path) => path === "name" || path === "volumes.from.id",
  isSet: (path) => path === "set" || path === "entries",
  isKept: (path) => path === "computed" || path === "groups" || path === "block.computed",
};

/** `path kind`, and `!` for a change that replaces. */
const brief = (before: Properties, after: Properties, by: DiffRules): string[] =>
  changes(before, after, by).map(({ path, kind, replaces }) => `${path} ${kind}${replaces ? "!" : ""}`);

test("equal inputs have no difference", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value, { maxKeys: 4, noNullPrototype: true }), (inputs) =>
      assert.deepEqual(changes(inputs, structuredClone(inputs), rules), []),
    ),
  );
});

test("a set that is the same in another order has no difference, and one with an item less has one", () => {
  fc.assert(
    fc.property(fc.uniqueArray(leaf, { minLength: 1, selector: String }), fc.nat(), (items, at) => {
      const moved = [...items.slice(at % items.length), ...items.slice(0, at % items.length)];
      assert.deepEqual(changes({ set: items }, { set: moved }, rules), []);
      assert.equal(changes({ set: items }, { set: moved.slice(1) }, rules).length, 1);
    }),
  );
});

interface Case {
  what: string;
  before: Properties;
  after: Properties;
  expected: string[];
}

const general: Case[] = [
  { what: "a value", before: { name: "a", size: 2 }, after: { name: "b", size: "2" }, expected: ["name update!"] },
  { what: "a key with a dot", before: { tags: { "a.b": 1 } }, after: { tags: {} }, expected: ['tags["a.b"] delete'] },
  {
    what: "a list out of order",
    before: { a: [1, 2] },
    after: { a: [2, 1] },
    expected: ["a[0] update", "a[1] update"],
  },
  { what: "an empty list", before: {}, after: { a: [], b: {} }, expected: [] },
  { what: "what becomes unknown", before: { a: [1] }, after: { a: [unknown] }, expected: ["a[0] update"] },
  { what: "a computed value that is left out", before: { computed: 1 }, after: {}, expected: [] },
  { what: "one inside", before: { block: { computed: 1, b: 2 } }, after: { block: {} }, expected: ["block.b delete"] },
  {
    what: "an item of a computed list",
    before: { groups: [1, 2] },
    after: { groups: [1] },
    expected: ["groups[1] delete"],
  },
  { what: "a computed list that is left out", before: { groups: [1, 2] }, after: {}, expected: [] },
  {
    what: "an object in a set",
    before: { entries: [{ a: 1 }, { a: 2 }, { a: 3 }] },
    after: { entries: [{ a: 3 }, { a: 4 }, { a: 1 }] },
    expected: ["entries[1].a update"],
  },
  {
    what: "an item of a set beside an unknown one",
    before: { set: ["a", "b"] },
    after: { set: [unknown, "a"] },
    expected: ["set[0] add", "set[1] delete"],
  },
  {
    what: "an object with something inside that replaces",
    before: {},
    after: { volumes: [{ from: { id: 1 } }] },
    expected: ["volumes add!"],
  },
  {
    what: "an element with something inside that replaces",
    before: { volumes: [{ size: 1 }, { from: { id: 1 } }] },
    after: { volumes: [{ size: 1 }] },
    expected: ["volumes[1] delete!"],
  },
  {
    what: "an object with nothing inside that replaces",
    before: { volumes: [{ from: { size: 1 } }] },
    after: {},
    expected: ["volumes delete"],
  },
  {
    what: "an object with something inside that replaces, when it becomes unknown",
    before: { volumes: [{ from: { id: 1 } }] },
    after: { volumes: unknown },
    expected: ["volumes update!"],
  },
];

for (const { what, before, after, expected } of general) {
  test(`a difference says where, what kind, and whether it replaces: ${what}`, () =>
    assert.deepEqual(brief(before, after, rules), expected));
}

interface RealCase extends Case {
  type: string;
}

const awsTypes = {
  accessPoint: "aws:efs/accessPoint:AccessPoint",
  cloudMap: "aws:servicediscovery/service:Service",
  database: "aws:rds/instance:Instance",
  domain: "aws:opensearch/domain:Domain",
  groupOfParameters: "aws:rds/parameterGroup:ParameterGroup",
  listener: "aws:lb/listener:Listener",
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  service: "aws:ecs/service:Service",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  task: "aws:ecs/taskDefinition:TaskDefinition",
};
const efs = (fileSystemId: string) => ({ name: "dags", efsVolumeConfiguration: { fileSystemId } });
const records = (type: string, ttl: number, routingPolicy = "MULTIVALUE") => ({
  dnsConfig: { namespaceId: "ns-1", routingPolicy, dnsRecords: [{ type, ttl }] },
});

const real: RealCase[] = [
  {
    what: "a security group taken from a database",
    type: awsTypes.database,
    before: { vpcSecurityGroupIds: ["sg-1", "sg-2"] },
    after: { vpcSecurityGroupIds: ["sg-2"] },
    expected: ["vpcSecurityGroupIds[0] delete"],
  },
  {
    what: "groups of a database that are no longer said",
    type: awsTypes.database,
    before: { vpcSecurityGroupIds: ["sg-1"], engineVersion: "16.4" },
    after: {},
    expected: [],
  },
  {
    what: "a subnet taken from a load balancer",
    type: awsTypes.loadBalancer,
    before: { subnets: ["subnet-1", "subnet-2", "subnet-3"] },
    after: { subnets: ["subnet-3", "subnet-1"] },
    expected: ["subnets[1] delete"],
  },
  {
    what: "a task that gets a volume",
    type: awsTypes.task,
    before: {},
    after: { volumes: [efs("fs-1")] },
    expected: ["volumes add!"],
  },
  {
    what: "a task that loses one of two volumes",
    type: awsTypes.task,
    before: { volumes: [efs("fs-1"), efs("fs-2")] },
    after: { volumes: [efs("fs-1")] },
    expected: ["volumes[1] delete!"],
  },
  {
    what: "an access point that loses its user",
    type: awsTypes.accessPoint,
    before: { posixUser: { uid: 50000, gid: 0 } },
    after: {},
    expected: ["posixUser delete!"],
  },
  {
    what: "an access point whose directory is no longer said",
    type: awsTypes.accessPoint,
    before: { rootDirectory: { path: "/dags", creationInfo: { ownerUid: 1, ownerGid: 1, permissions: "0755" } } },
    after: {},
    expected: [],
  },
  {
    what: "a service that gets a target",
    type: awsTypes.service,
    before: {},
    after: { loadBalancers: [{ targetGroupArn: "arn", containerName: "server", containerPort: 8585 }] },
    expected: ["loadBalancers add"],
  },
  {
    what: "another life of Cloud Map records",
    type: awsTypes.cloudMap,
    before: records("A", 10),
    after: records("A", 60),
    expected: ["dnsConfig.dnsRecords[0].ttl update"],
  },
  {
    what: "another type of Cloud Map records",
    type: awsTypes.cloudMap,
    before: records("A", 10),
    after: records("SRV", 10, "WEIGHTED"),
    expected: ["dnsConfig.routingPolicy update!", "dnsConfig.dnsRecords[0].type update!"],
  },
  {
    what: "a search domain renamed",
    type: awsTypes.domain,
    before: { domainName: "a" },
    after: { domainName: "b" },
    expected: ["domainName update!"],
  },
  {
    what: "a search domain taken out of its VPC",
    type: awsTypes.domain,
    before: { vpcOptions: { subnetIds: ["subnet-1"] } },
    after: {},
    expected: ["vpcOptions delete!"],
  },
  {
    what: "a search domain in another subnet",
    type: awsTypes.domain,
    before: { vpcOptions: { subnetIds: ["subnet-1", "subnet-2"] } },
    after: { vpcOptions: { subnetIds: ["subnet-2"] } },
    expected: ["vpcOptions.subnetIds[0] delete"],
  },
  {
    what: "a search domain that is to be encrypted",
    type: awsTypes.domain,
    before: { encryptAtRest: { enabled: false } },
    after: { encryptAtRest: { enabled: true } },
    expected: ["encryptAtRest.enabled update"],
  },
  {
    what: "a search domain that is no longer to be encrypted",
    type: awsTypes.domain,
    before: { encryptAtRest: { enabled: true }, nodeToNodeEncryption: { enabled: true } },
    after: { encryptAtRest: { enabled: false }, nodeToNodeEncryption: { enabled: unknown } },
    expected: ["encryptAtRest.enabled update!", "nodeToNodeEncryption.enabled update"],
  },
  {
    what: "a newer engine of a search domain",
    type: awsTypes.domain,
    before: { engineVersion: "OpenSearch_2.9" },
    after: { engineVersion: "OpenSearch_2.11" },
    expected: ["engineVersion update"],
  },
  {
    what: "an older engine of a search domain",
    type: awsTypes.domain,
    before: { engineVersion: "OpenSearch_2.11" },
    after: { engineVersion: "OpenSearch_2.9" },
    expected: ["engineVersion update!"],
  },
  {
    what: "another port, protocol, kind and network of a target group",
    type: awsTypes.targetGroup,
    before: { port: 80, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1", deregistrationDelay: 30 },
    after: { port: 81, protocol: "HTTPS", targetType: "instance", vpcId: "vpc-2", deregistrationDelay: 60 },
    expected: ["port update!", "protocol update!", "targetType update!", "vpcId update!", "deregistrationDelay update"],
  },
  {
    what: "another port and balancer of a listener",
    type: awsTypes.listener,
    before: { port: 80, loadBalancerArn: "arn:a" },
    after: { port: 443, loadBalancerArn: "arn:b" },
    expected: ["port update", "loadBalancerArn update!"],
  },
  {
    what: "parameters in another order",
    type: awsTypes.groupOfParameters,
    before: {
      parameters: [
        { name: "work_mem", value: "20480" },
        { name: "timezone", value: "UTC" },
      ],
    },
    after: {
      parameters: [
        { name: "timezone", value: "UTC" },
        { name: "work_mem", value: "20480" },
      ],
    },
    expected: [],
  },
];

for (const { what, type, before, after, expected } of real) {
  test(`the difference that the real provider sees: ${what}`, () =>
    assert.deepEqual(brief(before, after, awsPackage.diffRules(type, before, after)), expected));
}
