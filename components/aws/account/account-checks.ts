import * as pulumi from "@pulumi/pulumi";
import { getEips } from "@pulumi/aws/ec2/getEips";
import { getVpcs } from "@pulumi/aws/ec2/getVpcs";
import { getRole } from "@pulumi/aws/iam/getRole";
import { getZone } from "@pulumi/aws/route53/getZone";
import { getServiceQuota } from "@pulumi/aws/servicequotas/getServiceQuota";
import { serverCount } from "../../../config/server-count";
import type { StackConfig } from "../../../config/stack-config";
import { either, set, setCommand, steps } from "../../../problems/commands";
import { type Problem, problemsText } from "../../../problems/problem";
import { refusal } from "../../../problems/refusal";
import { natGateways } from "../network/vpc";

/** What an account answers; undefined where it does not say, or the asking is not allowed. */
export interface AskedAccount {
  /** vCPUs that Fargate runs at a time (quota L-3032A538; 6 by default, less in a new account). */
  readonly fargateVcpus: () => Promise<number | undefined>;
  /** Whether a role is there. */
  readonly hasRole: (name: string) => Promise<boolean | undefined>;
  /** Name of a hosted zone, without a full stop. */
  readonly zoneName: (id: string) => Promise<string | undefined>;
  /** VPCs of the region that are not this stack's, and how many it may have (quota L-F678F1CE, 5 by default). */
  readonly vpcs: () => Promise<Taken | undefined>;
  /** Elastic IP addresses of the region that are not this stack's, and how many it may have (L-0263D0A3, 5). */
  readonly addresses: () => Promise<Taken | undefined>;
}

/** What others have of something that AWS counts. */
export interface Taken {
  readonly byOthers: number;
  readonly allowed: number;
}

type Checked = Pick<StackConfig, "size" | "version" | "server" | "airflow" | "search" | "domain" | "network">;

const increase = (service: string, quota: string, value: number): string =>
  `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${quota} --desired-value ${value}`;

/** Fargate's CPU units of everything that may run at a time, with a server and an API server of Airflow more where a change rolls. */
function cpuUnits(config: Checked): number {
  const { server, airflow } = config;
  const { maximum, rolls } = serverCount(config);
  const servers = server.cpu * (maximum + (rolls ? 1 : 0));
  if (airflow.host !== "create") return servers;
  const parts = airflow.topology === "split" ? 2 * airflow.apiServer.cpu + airflow.dagProcessor.cpu : 0;
  const runs = airflow.executor === "ecs" ? airflow.worker.vcpuQuota * 1024 : 0;
  return servers + airflow.cpu + parts + runs;
}

/** Commands that make the stack need less: fewer runs or servers where there are several, else smaller ones. */
function lessCpu(config: Checked): readonly string[] {
  const { server, airflow } = config;
  const { maximum } = serverCount(config);
  return [
    ...(airflow.host === "create" && airflow.executor === "ecs" ? [setCommand("airflow.worker.vcpuQuota")] : []),
    maximum === 1
      ? setCommand("server.cpu")
      : server.autoscaling
        ? setCommand("server.autoscaling.maximum")
        : setCommand("server.replicas", "1"),
  ];
}

async function quotaProblems(config: Checked, account: AskedAccount): Promise<Problem[]> {
  const needed = cpuUnits(config) / 1024;
  const allowed = await account.fargateVcpus();
  if (allowed === undefined || allowed >= needed) return [];
  const request = increase("fargate", "L-3032A538", Math.ceil(needed));
  const isSplit = config.airflow.host === "create" && config.airflow.topology === "split";
  const twice = [
    ...(serverCount(config).rolls ? ["one more server"] : []),
    ...(isSplit ? ["one more API server of Airflow"] : []),
  ];
  const among = twice.length > 0 ? `, ${twice.join(" and ")} among them while a change rolls` : "";
  return [
    {
      key: "server.cpu",
      found: `${config.server.cpu}, and the stack's tasks need ${needed} vCPUs together${among}`,
      allowed: `${allowed} vCPUs of Fargate On-Demand in this account and region, for all that runs there`,
      fix: either(steps("Ask AWS for more", request), steps("Or set less", ...lessCpu(config))),
    },
  ];
}

async function vpcProblems({ network }: Checked, account: AskedAccount): Promise<Problem[]> {
  if (network.mode !== "create") return [];
  const taken = await account.vpcs();
  if (taken === undefined || taken.byOthers < taken.allowed) return [];
  const request = increase("vpc", "L-F678F1CE", taken.byOthers + 1);
  return [
    {
      key: "network.mode",
      found: `"create", and this account has ${taken.byOthers} VPCs of others in this region`,
      allowed: `${taken.allowed} VPCs a region (quota L-F678F1CE)`,
      fix: either(
        steps("Ask AWS for more", request),
        steps("Or use one that is there", setCommand("network.mode", "existing")),
      ),
    },
  ];
}

async function addressProblems({ network }: Checked, account: AskedAccount): Promise<Problem[]> {
  const needed = network.mode === "create" ? natGateways(network) : 0;
  if (network.mode !== "create" || needed === 0) return [];
  const taken = await account.addresses();
  if (taken === undefined || taken.byOthers + needed <= taken.allowed) return [];
  const request = increase("ec2", "L-0263D0A3", taken.byOthers + needed);
  return [
    {
      key: "network.nat",
      found: `"${network.nat}", which takes ${needed} Elastic IP addresses, and others have ${taken.byOthers} in this region`,
      allowed: `${taken.allowed} addresses a region (quota L-0263D0A3)`,
      fix: either(steps("Ask AWS for more", request), steps("Or share one gateway", setCommand("network.nat", "one"))),
    },
  ];
}

const searchRole = "AWSServiceRoleForAmazonOpenSearchService";

async function roleProblems({ search }: Checked, account: AskedAccount): Promise<Problem[]> {
  if (search.mode !== "create" || search.serviceLinkedRole !== "existing") return [];
  if ((await account.hasRole(searchRole)) !== false) return [];
  return [
    {
      key: "search.serviceLinkedRole",
      found: `"existing", and the account has no role ${searchRole}`,
      allowed: '"create" in one stack of the account, without which no domain gets an address in a VPC',
      fix: set("search.serviceLinkedRole", "create"),
    },
  ];
}

async function zoneProblems({ domain }: Checked, account: AskedAccount): Promise<Problem[]> {
  if (!domain?.zoneId) return [];
  const zone = await account.zoneName(domain.zoneId);
  if (!zone || domain.name === zone || domain.name.endsWith(`.${zone}`)) return [];
  return [
    {
      key: "domain.zoneId",
      found: `"${domain.zoneId}", the zone of ${zone}`,
      allowed: `the hosted zone in which ${domain.name} is: a certificate is proved there`,
      fix: set("domain.zoneId"),
    },
  ];
}

/** What the account would refuse half an hour into an `up`, as far as it can be asked before. */
export const accountProblems = async (config: Checked, account: AskedAccount): Promise<Problem[]> =>
  (
    await Promise.all(
      [quotaProblems, vpcProblems, addressProblems, roleProblems, zoneProblems].map((check) => check(config, account)),
    )
  ).flat();

/**
 * Why a question had no answer, in a line; AWS's SDK has errors without a message, of which the name says what it was. Steps have
 * words of their own (runtime/steps/calls.cjs), since what is in runtime/ runs without any other room.
 */
export function reasonOf(error: unknown): string {
  const [message, name] = error instanceof Error ? [error.message, error.name] : [String(error), ""];
  const line = message.split("\n").find((text) => text.trim() !== "" && text.trim() !== "UnknownError");
  return (line?.trim() ?? (name || "no reason given")).slice(0, 200);
}

/** The answer to a question, or nothing and a warning: who may not ask can still deploy. */
async function asked<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    await pulumi.log.info(`not checked before the update: ${what} (${reasonOf(error)})`);
    return undefined;
  }
}

/** No entity, in the words of IAM and of the provider. */
const isAbsent = (error: unknown): boolean => /NoSuchEntity|couldn't find|not found|empty result/i.test(String(error));

const quota = async (serviceCode: string, quotaCode: string): Promise<number | undefined> => {
  const { value } = await getServiceQuota({ serviceCode, quotaCode });
  return typeof value === "number" ? value : undefined;
};

/** What an account has of something beside what this stack has: its own stays when it is brought up again. */
async function taken(
  list: (tags?: Record<string, string>) => Promise<number>,
  allowed: Promise<number | undefined>,
): Promise<Taken | undefined> {
  const own = { "pulumi:project": pulumi.getProject(), "pulumi:stack": pulumi.getStack() };
  const [all, ours, most] = await Promise.all([list(), list(own), allowed]);
  return most === undefined ? undefined : { byOthers: all - ours, allowed: most };
}

const runningAccount: AskedAccount = {
  fargateVcpus: () => asked("Fargate's quota of vCPUs", () => quota("fargate", "L-3032A538")),
  vpcs: () =>
    asked("the number of VPCs", () =>
      taken(async (tags) => (await getVpcs(tags ? { tags } : {})).ids.length, quota("vpc", "L-F678F1CE")),
    ),
  addresses: () =>
    asked("the number of Elastic IP addresses", () =>
      taken(async (tags) => (await getEips(tags ? { tags } : {})).allocationIds.length, quota("ec2", "L-0263D0A3")),
    ),
  hasRole: (name) =>
    asked(`the role ${name}`, async () => {
      try {
        await getRole({ name });
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    }),
  zoneName: (id) =>
    asked(`the hosted zone ${id}`, async () => (await getZone({ zoneId: id })).name?.replace(/\.$/, "") || undefined),
};

/** Asks AWS what no stack file says, before anything is registered. */
export async function checkAccount(config: StackConfig): Promise<void> {
  const problems = await accountProblems(config, runningAccount);
  if (problems.length > 0) throw refusal(problemsText(problems));
}
