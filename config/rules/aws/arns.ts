import { set } from "../../../problems/commands";
import type { Problem } from "../../../problems/problem";
import type { PlainStackConfig } from "../../schema";
import { rule } from "../rule";

interface NamedArn {
  readonly key: string;
  readonly arn: string | undefined;
  readonly service: string;
  /** What the resource part must be. */
  readonly resource: RegExp;
  readonly example: string;
}

type Sections = Pick<PlainStackConfig, "database" | "search" | "server" | "domain">;

const kms = (key: string, arn: string | undefined): NamedArn => ({
  key,
  arn,
  service: "kms",
  resource: /^(key|alias)\/[\w/-]+$/,
  example: "key/ID",
});

/** ARNs of things that must be where the stack is: keys, certificates, topics and domains are used in their own region. */
const arnsOf = ({ database, search, server, domain }: Sections): NamedArn[] => [
  kms("database.kmsKeyArn", database.mode === "create" ? database.kmsKeyArn : undefined),
  kms("search.kmsKeyArn", search.mode === "create" ? search.kmsKeyArn : undefined),
  kms("server.logKmsKeyArn", server.logKmsKeyArn),
  {
    key: "server.alarmTopicArn",
    arn: server.alarmTopicArn,
    service: "sns",
    resource: /^[\w-]{1,256}(\.fifo)?$/,
    example: "TOPIC",
  },
  {
    key: "search.domainArn",
    arn: search.mode === "existing" ? search.domainArn : undefined,
    service: "es",
    resource: /^domain\/[a-z][a-z0-9-]{2,27}$/,
    example: "domain/NAME",
  },
  {
    key: "domain.certificateArn",
    arn: domain?.certificate === "existing" ? domain.certificateArn : undefined,
    service: "acm",
    resource: /^certificate\/[\w-]+$/,
    example: "certificate/ID",
  },
];

/** Partition of a region: `aws-cn` of cn-north-1. */
export const partitionOf = (region: string): string =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";

function arnProblem({ key, arn, service, resource, example }: NamedArn, region: string | undefined): Problem[] {
  if (arn === undefined) return [];
  const [, partition, , place = "", account = "", ...rest] = arn.split(":");
  const wrong = [
    ...(/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(place) ? [] : ["it has no region"]),
    ...(/^\d{12}$/.test(account) ? [] : ["it has no account of 12 digits"]),
    ...(resource.test(rest.join(":")) ? [] : [`it does not end in ${example}`]),
    ...(region !== undefined && place !== "" && place !== region ? [`it is in ${place}`] : []),
    ...(region !== undefined && partition !== partitionOf(region) ? [`its partition is ${partition}`] : []),
  ];
  if (wrong.length === 0) return [];
  const whole = `arn:${partitionOf(region ?? place)}:${service}:${region ?? "REGION"}:ACCOUNT:${example}`;
  const allowed = `an ARN like ${whole}${region === undefined ? "" : `, in the stack's region, ${region}`}`;
  return [{ key, found: `"${arn}": ${wrong.join(", ")}`, allowed, fix: set(key, whole) }];
}

/** AWS uses these where they are: another region's would only be refused while resources are made. */
export const arnsAreOfTheRegion = rule(["database", "search", "server", "domain"], (sections, { region }) => ({
  problems: arnsOf(sections).flatMap((arn) => arnProblem(arn, region)),
}));

/** A managed policy is of the partition that the stack is in; an account's own counts as any other's. */
export const policiesAreOfThePartition = rule(["server", "airflow"], ({ server, airflow }, { region }) => {
  if (region === undefined) return {};
  const lists = { server: server.policyArns, airflow: airflow.host === "create" ? airflow.policyArns : [] };
  const right = partitionOf(region);
  const problems = Object.entries(lists).flatMap(([task, arns]) =>
    arns.flatMap((arn, index): Problem[] => {
      const partition = arn.split(":")[1];
      if (partition === right) return [];
      const key = `${task}.policyArns[${index}]`;
      const allowed = `a policy of partition ${right}, in which ${region} is`;
      return [{ key, found: `"${arn}"`, allowed, fix: set(key, arn.replace(`arn:${partition}:`, `arn:${right}:`)) }];
    }),
  );
  return { problems };
});
