import {
  CreateInternetGatewayCommand,
  AttachInternetGatewayCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { CreateRoleCommand, EntityAlreadyExistsException, IAMClient } from "@aws-sdk/client-iam";
import { CreateHostedZoneCommand, DeleteHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { stackFile } from "../../config/stack-file/stack-files";
import { RehearsalSession } from "../../rehearsal/engine/session";
import type { StackValue } from "../../rehearsal/engine/stack-file/stack-file";
import type { EmulatedAccount } from "./emulator";
import type { ExpectedPlatform, ExpectedSize } from "./expectations";

const region = "us-east-1";

/** One stack that the suite brings up: its file, what differs from it, and what its account must look like. */
export interface EmulatedStack {
  readonly name: string;
  readonly file: "dev" | "staging" | "prod";
  /** Config changed before the first `up`, by path; made from what the account holds already. */
  readonly prepare: (client: EC2Client, route53: Route53Client) => Promise<Record<string, unknown>>;
  readonly expected: ExpectedPlatform;
}

const small: ExpectedSize = {
  zones: 2,
  servers: 1,
  database: { instanceClass: "db.t4g.small", storageGiB: 20, multiZone: false, backupDays: 1 },
  search: { instanceType: "m7g.large.search", nodes: 1 },
  task: { cpu: "1024", memory: "4096" },
  logRetentionDays: 14,
};
const medium: ExpectedSize = {
  zones: 2,
  servers: 1,
  database: { instanceClass: "db.m7g.large", storageGiB: 50, multiZone: false, backupDays: 7 },
  search: { instanceType: "m7g.large.search", nodes: 1 },
  task: { cpu: "2048", memory: "8192" },
  logRetentionDays: 30,
};
const large: ExpectedSize = {
  zones: 3,
  servers: 2,
  database: { instanceClass: "db.m7g.xlarge", storageGiB: 100, multiZone: true, backupDays: 30 },
  search: { instanceType: "m7g.large.search", nodes: 3 },
  task: { cpu: "4096", memory: "16384" },
  logRetentionDays: 90,
};

const created: ExpectedPlatform = {
  size: small,
  authentication: "basic",
  serverVariables: { added: ["AUTHORIZER_PRINCIPAL_DOMAIN"], removed: [] },
  airflow: true,
  https: true,
  internal: false,
  protectedData: true,
  alarms: true,
  airflowEgress: "https",
  database: true,
  search: true,
};

/** A hosted zone whose id looks like AWS's: moto draws any letter for the first, AWS always Z. */
const hostedZone = async (route53: Route53Client, domain: string) => {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const { HostedZone } = await route53.send(
      new CreateHostedZoneCommand({ Name: domain, CallerReference: `${domain}-${attempt}` }),
    );
    const id = HostedZone?.Id?.replace("/hostedzone/", "") ?? "";
    if (id.startsWith("Z")) return id;
    await route53.send(new DeleteHostedZoneCommand({ Id: id }));
  }
  throw new Error("moto never drew a zone id that begins with Z");
};

/** A VPC that somebody made before: two zones, public and private subnets. */
const somebodysNetwork = async (ec2: EC2Client) => {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.60.0.0/16" }));
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const VpcId = Vpc?.VpcId ?? "";
  await ec2.send(
    new AttachInternetGatewayCommand({ VpcId, InternetGatewayId: InternetGateway?.InternetGatewayId ?? "" }),
  );
  const subnet = async (third: number, zone: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: `10.60.${third}.0/24`, AvailabilityZone: zone })))
      .Subnet?.SubnetId ?? "";
  return {
    mode: "existing",
    vpcId: VpcId,
    publicSubnetIds: [await subnet(0, `${region}a`), await subnet(1, `${region}b`)],
    privateSubnetIds: [await subnet(10, `${region}a`), await subnet(11, `${region}b`)],
  };
};

/** The role that an account has once it made a domain in a VPC; moto would name it otherwise. */
const searchRole = async (iam: IAMClient) => {
  const Principal = { Service: "opensearchservice.amazonaws.com" };
  const Statement = [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }];
  try {
    await iam.send(
      new CreateRoleCommand({
        RoleName: "AWSServiceRoleForAmazonOpenSearchService",
        Path: "/aws-service-role/opensearchservice.amazonaws.com/",
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
      }),
    );
  } catch (error) {
    // Two sessions may share one account.
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
  }
};

/** The stack files as they are, and two on what exists already. */
export const emulatedStacks: readonly EmulatedStack[] = [
  {
    name: "dev",
    file: "dev",
    prepare: async () => ({}),
    expected: { ...created, https: false, protectedData: false, alarms: false },
  },
  {
    name: "staging",
    file: "staging",
    prepare: async (_, route53) => ({ "openmetadata:domain.zoneId": await hostedZone(route53, "example.com") }),
    expected: {
      ...created,
      size: medium,
      authentication: "okta",
      serverVariables: { added: ["AUTHENTICATION_CLIENT_TYPE"], removed: [] },
    },
  },
  {
    name: "prod",
    file: "prod",
    prepare: async (_, route53) => ({ "openmetadata:domain.zoneId": await hostedZone(route53, "example.com") }),
    expected: {
      ...created,
      size: large,
      authentication: "custom-oidc.confidential",
      serverVariables: { added: [], removed: [] },
    },
  },
  {
    name: "existing-network",
    file: "dev",
    prepare: async (ec2) => ({
      "openmetadata:network": await somebodysNetwork(ec2),
      "openmetadata:server.internal": true,
    }),
    expected: { ...created, https: false, protectedData: false, alarms: false, internal: true },
  },
  {
    name: "existing-airflow",
    file: "dev",
    prepare: async () => ({
      "openmetadata:airflow": {
        host: "existing",
        angles: ["lineage-backend", "connectors", "managed-apis"],
        endpoint: "http://10.20.200.10:8081",
        version: "3.3.1",
        runtime: "virtualenv",
        confirmUnauthenticatedDeploy: true,
        cidr: "10.20.200.0/24",
      },
    }),
    expected: {
      ...created,
      https: false,
      protectedData: false,
      alarms: false,
      airflow: false,
      serverVariables: { added: ["AUTHORIZER_PRINCIPAL_DOMAIN", "PIPELINE_SERVICE_CLIENT_VERIFY_SSL"], removed: [] },
    },
  },
];

/** What a strict account asks for: brought up for the policies, whose account is not looked at in detail. */
const guarded: EmulatedStack = {
  name: "guarded",
  file: "staging",
  prepare: async (_, route53) => ({
    "openmetadata:domain.zoneId": await hostedZone(route53, "example.com"),
    "openmetadata:iam": { path: "/platform/" },
    "openmetadata:database.backupWindow": "02:00-03:00",
    "openmetadata:database.maintenanceWindow": "sun:03:30-sun:04:30",
    "openmetadata:server.alarmEmail": "on-call@example.com",
    "openmetadata:search.managers": 3,
  }),
  expected: created,
};

/** `EMULATOR_STACKS=dev,prod` picks some; all by default. */
const named = process.env.EMULATOR_STACKS?.split(",");
export const chosenStacks = emulatedStacks.filter(({ name }) => named?.includes(name) ?? true);

export const namedStack = (name: string): EmulatedStack => {
  const found = [...emulatedStacks, guarded].find((stack) => stack.name === name);
  if (!found) throw new Error(`there is no stack ${name}`);
  return found;
};

/** A session of a stack on an emulated account, through the real AWS provider. */
export const startStack = async (
  stack: EmulatedStack,
  account: Pick<EmulatedAccount, "endpoint" | "access">,
): Promise<RehearsalSession> => {
  const options = { endpoint: account.endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const changes = await stack.prepare(new EC2Client(options), new Route53Client(options));
  await searchRole(new IAMClient(options));
  const session = await RehearsalSession.start({
    stackFile: stackFile(stack.file),
    stackName: stack.name,
    ...account.access,
  });
  session.setConfig("aws:region", region);
  for (const [key, value] of Object.entries(changes)) session.setConfig(key, value as StackValue);
  session.setConfig("openmetadata:secrets.airflow.password", "Kestrel-Emulator-1", true);
  return session;
};
