import { stepType } from "../protocol/steps";
import { isRecord } from "../report/masking";
import type { StateResource } from "../report/state";
import type { Prices } from "./region-prices";

const serviceType = "aws:ecs/service:Service";

/** A fixed monthly amount of one resource. */
export interface Fixed {
  readonly item: string;
  readonly monthly: number;
  readonly source: string;
}

/** What depends on use: a unit price, not part of any sum. */
export interface Usage {
  readonly item: string;
  readonly price: number;
  readonly unit: string;
  readonly source: string;
}

/** What a resource costs. `reason` says why a price is missing; such a resource is listed as not priced. */
export interface Cost {
  readonly fixed?: readonly Fixed[];
  readonly usage?: readonly Usage[];
  readonly reason?: string;
}

/** Answers questions about the rest of the stack. */
export interface Stack {
  /** The resource whose id, ARN or URN this is. */
  find(reference: unknown): StateResource | undefined;
  readonly resources: readonly StateResource[];
  /** Those of the stack's region, or of another when there are none. */
  readonly prices: Prices;
}

export type Rule = (inputs: Readonly<Record<string, unknown>>, stack: Stack, resource: StateResource) => Cost;

const count = (value: unknown, otherwise: number): number => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : otherwise;
};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const text = (value: unknown): string => (typeof value === "string" ? value : "");

const fargateService: Rule = (inputs, stack, resource) => {
  const { prices } = stack;
  // Before up the task definition has no ARN yet; what the property depends on is known then too.
  const [dependency] = resource.propertyDependencies?.taskDefinition ?? [];
  const definition = stack.find(inputs.taskDefinition) ?? stack.find(dependency);
  if (!definition) return { reason: "its task definition is not in the stack" };
  const task = record(definition.inputs);
  const cpu = count(task.cpu, NaN) / 1024;
  const gib = count(task.memory, NaN) / 1024;
  if (!Number.isFinite(cpu) || !Number.isFinite(gib)) return { reason: "its task definition says no cpu and memory" };
  const architecture =
    text(record(task.runtimePlatform).cpuArchitecture).toLowerCase() === "arm64" ? "arm64" : "x86_64";
  const providers = list(inputs.capacityProviderStrategies).map((strategy) => text(record(strategy).capacityProvider));
  const spot = providers.length > 0 && providers.every((provider) => provider === "FARGATE_SPOT");
  if (spot && architecture === "arm64") return { reason: "Fargate Spot on arm64 has no price here" };
  if (spot && prices.fargate.spot === undefined) return { reason: "Fargate Spot has no price here" };
  if (!spot && providers.includes("FARGATE_SPOT")) return { reason: "a mix of Fargate and Fargate Spot" };
  const rate = (spot && prices.fargate.spot) || prices.fargate[architecture];
  const tasks = count(inputs.desiredCount, 1);
  const disk = Math.max(0, count(record(task.ephemeralStorage).sizeInGib, 0) - prices.fargate.ephemeralFreeGib);
  const hourly = cpu * rate.vcpuHour + gib * rate.gibHour + disk * prices.fargate.ephemeralGibHour;
  const item = `${tasks} Fargate task${tasks === 1 ? "" : "s"}, ${cpu} vCPU / ${gib} GiB ${spot ? "Spot" : architecture}`;
  return { fixed: [{ item, monthly: tasks * hourly * prices.hoursAMonth, source: prices.fargate.source }] };
};

/** A step runs for a while after a change and costs nothing at rest, so its price is one of use. */
const step: Rule = (inputs, stack, resource) => {
  const { fixed, reason } = fargateService({ ...inputs, desiredCount: 1 }, stack, resource);
  const [task] = fixed ?? [];
  if (!task) return { reason };
  const price = Math.round((task.monthly / stack.prices.hoursAMonth) * 10_000) / 10_000;
  return { usage: [{ item: `Step ${text(inputs.step)} while it runs`, price, unit: "hour", source: task.source }] };
};

/** A task that neither a service nor a step starts is one that a program starts when it wants, such as Airflow's workers. */
const taskOfAProgram: Rule = (inputs, stack, resource) => {
  const startsIt = ({ inputs: own, propertyDependencies }: StateResource): boolean => {
    const [dependency] = propertyDependencies?.taskDefinition ?? [];
    return (stack.find(own?.taskDefinition) ?? stack.find(dependency)) === resource;
  };
  const starters = stack.resources.filter(({ type }) => type === serviceType || type === stepType);
  if (starters.some(startsIt)) return {};
  const { fixed, reason } = fargateService({ taskDefinition: resource.urn }, stack, resource);
  const [task] = fixed ?? [];
  if (!task) return { reason };
  const price = Math.round((task.monthly / stack.prices.hoursAMonth) * 10_000) / 10_000;
  return { usage: [{ item: `Task ${text(inputs.family)} while it runs`, price, unit: "hour", source: task.source }] };
};

const databaseInstance: Rule = (inputs, { prices }) => {
  const engine = text(inputs.engine);
  const instanceClass = text(inputs.instanceClass);
  const own = engine === "mysql" ? prices.rds.mysql : engine === "postgres" ? prices.rds.postgres : {};
  const exact = (own as Readonly<Record<string, number>>)[instanceClass];
  const close = engine === "mysql" ? prices.rds.postgres[instanceClass] : undefined;
  const hourly = exact ?? close;
  if (hourly === undefined) return { reason: `RDS ${engine} ${instanceClass} has no price here` };
  const storageType = text(inputs.storageType) || "gp2";
  const gibMonth = prices.rds.storageGibMonth[storageType];
  const factor = inputs.multiAz === true ? prices.rds.multiZoneFactor : 1;
  const zones = factor === 1 ? "one zone" : "two zones";
  const gib = count(inputs.allocatedStorage, 0);
  const instance: Fixed = {
    item: `RDS ${engine} ${instanceClass}, ${zones}${exact === undefined ? " (PostgreSQL's price; MySQL's is a little lower)" : ""}`,
    monthly: hourly * factor * prices.hoursAMonth,
    source: prices.rds.source,
  };
  if (gibMonth === undefined)
    return { fixed: [instance], reason: `RDS storage of type ${storageType} has no price here` };
  return {
    fixed: [
      instance,
      { item: `RDS storage ${gib} GiB ${storageType}`, monthly: gib * gibMonth * factor, source: prices.rds.source },
    ],
  };
};

const searchDomain: Rule = (inputs, { prices }) => {
  const hours = prices.hoursAMonth;
  const cluster = record(inputs.clusterConfig);
  const storage = record(inputs.ebsOptions);
  const { instances } = prices.openSearch;
  const type = text(cluster.instanceType) || "m4.large.search";
  const nodes = count(cluster.instanceCount, 1);
  const hourly = instances[type];
  if (hourly === undefined) return { reason: `OpenSearch ${type} has no price here` };
  const source = prices.openSearch.source;
  const fixed: Fixed[] = [{ item: `OpenSearch ${nodes} × ${type}`, monthly: nodes * hourly * hours, source }];
  const reasons: string[] = [];
  if (cluster.dedicatedMasterEnabled === true) {
    const masterType = text(cluster.dedicatedMasterType);
    const masters = count(cluster.dedicatedMasterCount, 3);
    const masterHourly = instances[masterType];
    if (masterHourly === undefined) reasons.push(`OpenSearch master ${masterType} has no price here`);
    else
      fixed.push({
        item: `OpenSearch masters ${masters} × ${masterType}`,
        monthly: masters * masterHourly * hours,
        source,
      });
  }
  if (storage.ebsEnabled !== false && storage.volumeSize !== undefined) {
    const volumeType = text(storage.volumeType) || "gp2";
    const gibMonth = prices.openSearch.storageGibMonth[volumeType];
    const gib = nodes * count(storage.volumeSize, 0);
    if (gibMonth === undefined) reasons.push(`OpenSearch storage of type ${volumeType} has no price here`);
    else fixed.push({ item: `OpenSearch storage ${gib} GiB ${volumeType}`, monthly: gib * gibMonth, source });
  }
  return { fixed, reason: reasons.join("; ") || undefined };
};

const loadBalancer: Rule = (inputs, { prices }) => {
  const hours = prices.hoursAMonth;
  const { hour, capacityUnitHour, source } = prices.loadBalancer;
  const zones = list(inputs.subnets).length || list(inputs.subnetMappings).length;
  const fixed: Fixed[] = [{ item: "load balancer", monthly: hour * hours, source }];
  if (inputs.internal !== true) {
    fixed.push({
      item: `${zones} public IPv4 ${zones === 1 ? "address" : "addresses"}`,
      monthly: zones * prices.publicIpv4.hour * hours,
      source: prices.publicIpv4.source,
    });
  }
  return {
    fixed,
    usage: [
      { item: "Load balancer capacity units", price: capacityUnitHour, unit: "LCU-hour", source },
      {
        item: "Data transfer to the internet",
        price: prices.dataTransferOut.gib,
        unit: "GB",
        source: prices.dataTransferOut.source,
      },
    ],
  };
};

const natGateway: Rule = (_inputs, { prices }) => {
  const hours = prices.hoursAMonth;
  const { hour, gib, source } = prices.natGateway;
  return {
    fixed: [{ item: "NAT gateway", monthly: hour * hours, source }],
    usage: [{ item: "NAT gateway data", price: gib, unit: "GB", source }],
  };
};

const vpcEndpoint: Rule = (inputs, { prices }) => {
  const hours = prices.hoursAMonth;
  const type = text(inputs.vpcEndpointType) || "Gateway";
  if (type === "Gateway") return {};
  if (type !== "Interface") return { reason: `a VPC endpoint of type ${type}` };
  const { hour, gib, source } = prices.vpcEndpoint;
  const zones = Math.max(1, list(inputs.subnetIds).length);
  const service = text(inputs.serviceName).split(".").slice(3).join(".");
  return {
    fixed: [{ item: `interface endpoint ${service}, ${zones} zones`, monthly: zones * hour * hours, source }],
    usage: [{ item: "Interface endpoint data", price: gib, unit: "GB", source }],
  };
};

const alarm: Rule = (inputs, { prices }) => {
  const metrics = Math.max(1, list(inputs.metricQueries).filter((query) => isRecord(record(query).metric)).length);
  return {
    fixed: [{ item: "alarm", monthly: metrics * prices.cloudWatch.alarmMonth, source: prices.cloudWatch.source }],
  };
};

const addressOfNat: Rule = (_inputs, { prices }) => ({
  fixed: [
    {
      item: "public IPv4 address",
      monthly: prices.publicIpv4.hour * prices.hoursAMonth,
      source: prices.publicIpv4.source,
    },
  ],
});

/** An amount a month, and what depends on use beside it. */
const monthly =
  (item: string, of: (prices: Prices) => { amount: number; source: string; usage?: readonly Usage[] }): Rule =>
  (_inputs, { prices }) => {
    const { amount, source, usage = [] } = of(prices);
    return { fixed: [{ item, monthly: amount, source }], usage };
  };

const usageOnly =
  (of: (prices: Prices) => readonly Usage[]): Rule =>
  (_inputs, { prices }) => ({ usage: of(prices) });

const zone = (item: string): Rule =>
  monthly(item, ({ route53 }) => ({ amount: route53.zoneMonth, source: route53.source }));

/** What a resource type costs. A type that is neither here nor in {@link isFree} is reported as not priced. */
export const rules: Readonly<Record<string, Rule>> = {
  [serviceType]: fargateService,
  "aws:ecs/taskDefinition:TaskDefinition": taskOfAProgram,
  [stepType]: step,
  "aws:rds/instance:Instance": databaseInstance,
  "aws:opensearch/domain:Domain": searchDomain,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:ec2/natGateway:NatGateway": natGateway,
  "aws:ec2/eip:Eip": addressOfNat,
  "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarm,
  "aws:cloudwatch/dashboard:Dashboard": monthly("dashboard", ({ cloudWatch: { dashboardMonth, source } }) => ({
    amount: dashboardMonth,
    source,
  })),
  "aws:cloudwatch/logGroup:LogGroup": usageOnly(({ cloudWatch: { logGibIngested, logGibMonth, source } }) => [
    { item: "Logs taken in", price: logGibIngested, unit: "GB", source },
    { item: "Logs kept", price: logGibMonth, unit: "GB-month", source },
  ]),
  "aws:efs/fileSystem:FileSystem": usageOnly(({ efs: { gibMonth, source } }) => [
    { item: "EFS storage", price: gibMonth, unit: "GB-month", source },
  ]),
  "aws:ecr/repository:Repository": usageOnly(({ ecr: { gibMonth, source } }) => [
    { item: "ECR storage", price: gibMonth, unit: "GB-month", source },
  ]),
  "aws:secretsmanager/secret:Secret": monthly(
    "secret",
    ({ secretsManager: { secretMonth, tenThousandCalls, source } }) => ({
      amount: secretMonth,
      source,
      usage: [{ item: "Secrets Manager calls", price: tenThousandCalls, unit: "10,000 calls", source }],
    }),
  ),
  "aws:s3/bucket:Bucket": usageOnly(({ s3: { gibMonth, infrequentGibMonth, thousandWrites, source } }) => [
    { item: "S3 storage", price: gibMonth, unit: "GB-month", source },
    { item: "S3 storage, infrequent access", price: infrequentGibMonth, unit: "GB-month", source },
    { item: "S3 writes, infrequent access", price: thousandWrites, unit: "1,000", source },
  ]),
  "aws:route53/zone:Zone": zone("hosted zone"),
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": zone("private DNS zone"),
  "aws:kms/key:Key": monthly("KMS key", ({ kms: { keyMonth, source } }) => ({ amount: keyMonth, source })),
  "aws:sns/topic:Topic": usageOnly(({ sns: { millionRequests, source } }) => [
    { item: "SNS requests", price: millionRequests, unit: "million", source },
  ]),
};
