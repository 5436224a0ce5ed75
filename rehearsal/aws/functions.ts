import { currentVersionOf, type SimulatedCloud } from "../protocol/cloud";
import type { Failure } from "../protocol/package";
import { unknown, type Properties, type Value } from "../protocol/wire";
import { partitionOf } from "./outputs";

interface Lookup {
  args: Properties;
  region: string;
  cloud: SimulatedCloud;
}

type Answer = (lookup: Lookup) => Properties | Failure[];

const notFound = (reason: string): Failure[] => [{ property: "", reason }];
const text = (value: Value | undefined): string => (typeof value === "string" ? value : "");

/** Finds what a stack made by one of its outputs, or fails as the real function does. */
const made =
  (
    type: string,
    wanted: (args: Properties) => Record<string, Value | undefined>,
    more: (outputs: Properties) => Properties = () => ({}),
  ): Answer =>
  ({ args, cloud }) => {
    const criteria = Object.entries(wanted(args)).filter(([, value]) => value !== undefined && value !== unknown);
    const thing = cloud
      .all(type)
      .find((candidate) =>
        criteria.every(
          ([name, value]) => candidate.outputs[name] === value || (name === "id" && candidate.id === value),
        ),
      );
    if (!thing)
      return notFound(
        `no ${type.split(":").pop()} with ${criteria.map(([name, value]) => `${name} ${String(value)}`).join(", ")}`,
      );
    return { ...thing.outputs, id: thing.id, ...more(thing.outputs) };
  };

/** Something of the user's own, taken at its word when its identifier has the right form. */
const existing =
  (pattern: RegExp, what: string, property: string, answer: (id: string, lookup: Lookup) => Properties): Answer =>
  (lookup) => {
    const id = text(lookup.args[property]);
    if (!pattern.test(id)) return notFound(`no matching ${what} found: ${JSON.stringify(id)}`);
    return { ...lookup.args, ...answer(id, lookup) };
  };

/** Identifiers of what stacks made of a type, as far as it has the tags that are asked for. */
const tagged = (type: string, { args, cloud }: Lookup): string[] =>
  cloud
    .all(type)
    .filter(({ outputs }) =>
      Object.entries((args.tags ?? {}) as Properties).every(
        ([key, value]) => (outputs.tags as Properties | undefined)?.[key] === value,
      ),
    )
    .map(({ id }) => id);

/** Values that AWS publishes; identifiers of prefix lists differ by region and are made up here. */
const functions: Readonly<Record<string, Answer>> = {
  "aws:index/getRegion:getRegion": ({ region }) => ({
    id: region,
    name: region,
    region,
    endpoint: `ec2.${region}.amazonaws.com`,
    description: region,
  }),
  "aws:index/getPartition:getPartition": ({ region }) => ({
    id: partitionOf(region),
    partition: partitionOf(region),
    dnsSuffix: region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com",
    reverseDnsPrefix: region.startsWith("cn-") ? "cn.com.amazonaws" : "com.amazonaws",
  }),
  "aws:index/getCallerIdentity:getCallerIdentity": ({ cloud, region }) => ({
    id: cloud.accountId,
    accountId: cloud.accountId,
    arn: `arn:${partitionOf(region)}:iam::${cloud.accountId}:user/rehearsal`,
    userId: "AIDAREHEARSAL",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ args, region }) => ({
    ...args,
    id: region,
    names: ["a", "b", "c"].map((letter) => region + letter),
    zoneIds: [1, 2, 3].map((number) => `${region}-az${number}`),
    groupNames: [region],
  }),
  "aws:ec2/getVpc:getVpc": existing(/^vpc-[0-9a-f]{8,17}$/, "EC2 VPC", "id", (id, { cloud }) => {
    const own = cloud.get("aws:ec2/vpc:Vpc", id)?.outputs;
    return {
      cidrBlock: "10.0.0.0/16",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      ownerId: cloud.accountId,
      ...own,
      id,
    };
  }),
  "aws:ec2/getVpcs:getVpcs": (lookup) => ({
    ...lookup.args,
    id: lookup.region,
    ids: tagged("aws:ec2/vpc:Vpc", lookup),
  }),
  "aws:ec2/getEips:getEips": (lookup) => ({
    ...lookup.args,
    id: lookup.region,
    allocationIds: tagged("aws:ec2/eip:Eip", lookup),
    publicIps: [],
  }),
  "aws:ec2/getSubnet:getSubnet": existing(/^subnet-[0-9a-f]{8,17}$/, "EC2 Subnet", "id", (id, { cloud }) => {
    const own = cloud.get("aws:ec2/subnet:Subnet", id)?.outputs;
    // Nobody here knows in which zone it is, and a rule that compares zones must not see two in one.
    return { cidrBlock: "10.0.0.0/24", availabilityZone: "", ...own, id };
  }),
  "aws:ec2/getSecurityGroup:getSecurityGroup": existing(/^sg-[0-9a-f]{8,17}$/, "EC2 Security Group", "id", (id) => ({
    id,
  })),
  "aws:ec2/getPrefixList:getPrefixList": ({ args, cloud }) => prefixList(text(args.name), cloud),
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": ({ args, cloud }) => prefixList(text(args.name), cloud),
  "aws:ecs/getService:getService": made(
    "aws:ecs/service:Service",
    (args) => ({ cluster: args.clusterArn, name: args.serviceName }),
    // Nothing runs here, so every task does.
    ({ desiredCount, runningCount }) => ({ runningCount: runningCount ?? desiredCount ?? null }),
  ),
  "aws:ecs/getCluster:getCluster": made("aws:ecs/cluster:Cluster", (args) => ({ name: args.clusterName })),
  "aws:ecs/getTaskDefinition:getTaskDefinition": made("aws:ecs/taskDefinition:TaskDefinition", (args) => ({
    family: args.taskDefinition,
  })),
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": ({ cloud, region, args }) => {
    // A real one is a JSON web token, and the Docker provider tells what to do with it by its first letters.
    const password = `eyJ${cloud.freshHex(64, "registry token")}`;
    return {
      ...args,
      id: region,
      userName: "AWS",
      password,
      authorizationToken: Buffer.from(`AWS:${password}`).toString("base64"),
      proxyEndpoint: `https://${cloud.accountId}.dkr.ecr.${region}.amazonaws.com`,
      expiresAt: "2026-01-01T12:00:00Z",
    };
  },
  "aws:route53/getZone:getZone": ({ args, cloud }) => {
    const zone = () => text(args.zoneId) || `Z${cloud.freshHex(20, "zone").toUpperCase()}`;
    const zoneId = cloud.show(`zone ${text(args.zoneId) || text(args.name)}`, zone);
    return {
      ...args,
      id: zoneId,
      zoneId,
      name: text(args.name).replace(/\.$/, ""),
      nameServers: ["ns-1.awsdns-01.org"],
    };
  },
  // Of the user's own: taken at its word.
  "aws:secretsmanager/getSecretVersions:getSecretVersions": existing(
    /^arn:[a-z-]+:secretsmanager:/,
    "Secrets Manager Secret",
    "secretId",
    (arn, { cloud }) => ({
      id: arn,
      arn,
      secretArn: arn,
      name: arn.split(":")[6] ?? "",
      secretName: arn.split(":")[6] ?? "",
      versions: [
        {
          versionId: cloud.show(currentVersionOf(arn), () => cloud.freshHex(32, "secret version")),
          versionStages: ["AWSCURRENT"],
          createdTime: "2026-01-01T12:00:00Z",
          lastAccessedDate: "2026-01-01",
        },
      ],
    }),
  ),
  // A rehearsed account has what it is asked for: what yours has, nobody here knows.
  "aws:iam/getRole:getRole": existing(/^[\w+=,.@-]{1,64}$/, "IAM Role", "name", (name, { cloud, region }) => ({
    id: name,
    arn: `arn:${partitionOf(region)}:iam::${cloud.accountId}:role/${name}`,
  })),
  "aws:servicequotas/getServiceQuota:getServiceQuota": existing(/^L-[0-9A-F]{8}$/, "quota", "quotaCode", (id) => ({
    id,
    value: 4000,
    adjustable: true,
  })),
  "aws:secretsmanager/getSecret:getSecret": made("aws:secretsmanager/secret:Secret", (args) => ({
    arn: args.arn,
    name: args.name,
  })),
};

const prefixList = (name: string, cloud: SimulatedCloud): Properties | Failure[] =>
  /^com\.amazonaws\.[a-z0-9-]+\.(s3|dynamodb|cloudfront\.origin-facing)$|^com\.amazonaws\.global\./.test(name)
    ? {
        id: cloud.show(`prefix list ${name}`, () => `pl-${Buffer.from(name).toString("hex").slice(-8)}`),
        name,
        cidrBlocks: ["203.0.113.0/24"],
      }
    : notFound(`no matching EC2 Prefix List found: ${JSON.stringify(name)}`);

/** Answers a function of @pulumi/aws; undefined for one that is not in the table. */
export function answerFunction(
  token: string,
  args: Properties,
  configuration: Properties,
  cloud: SimulatedCloud,
): Properties | Failure[] | undefined {
  return functions[token]?.({ args, cloud, region: text(args.region) || String(configuration.region) });
}
