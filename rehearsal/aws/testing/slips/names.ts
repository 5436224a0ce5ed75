import type { Properties, Value } from "../../../protocol/wire";
import { refusedBy, type Mutation } from "./mutation";

const vpc = "aws:ec2/vpc:Vpc";
const record = "aws:route53/record:Record";
const registered = "aws:servicediscovery/service:Service";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const certificate = "aws:acm/certificate:Certificate";

const inside = (value: Value | undefined): Properties => value as Properties;
const changed = (change: Properties) => (inputs: Properties) => ({ ...inputs, ...change });
const prod = (slips: readonly Omit<Mutation, "rule">[]) => slips.map((slip) => ({ ...slip, stack: "prod" as const }));

const certificates = [
  ...refusedBy("certificate-issued", [
    {
      what: "a listener that does not wait for the proof",
      stack: "prod",
      // Whose ARN it is, is known only then.
      phases: ["after up"],
      type: "aws:lb/listener:Listener",
      name: /-https$/,
      without: /^aws:acm\/certificateValidation/,
    },
  ]),
  ...refusedBy(
    "certificate-proof",
    prod([
      {
        what: "a certificate that is proved by e-mail",
        type: certificate,
        inputs: changed({ validationMethod: "EMAIL" }),
      },
      {
        what: "a proof under the name itself",
        type: record,
        name: /-proof$/,
        inputs: changed({ name: "om.example.com" }),
      },
      { what: "a proof of another type", type: record, name: /-proof$/, inputs: changed({ type: "TXT" }) },
      {
        what: "a proof with the name as its value",
        phases: ["after up"],
        type: record,
        name: /-proof$/,
        inputs: (inputs) => ({ ...inputs, records: [inputs.name ?? null] }),
      },
      {
        what: "a wait for another record than the proof",
        phases: ["after up"],
        type: "aws:acm/certificateValidation:CertificateValidation",
        inputs: changed({ validationRecordFqdns: ["_0123.other.example.com"] }),
      },
    ]),
  ),
];

const alias = { type: record, name: /^(?!.*-proof$)/ };
const records = refusedBy(
  "dns-records",
  prod([
    { what: "an alias of type CNAME", ...alias, inputs: changed({ type: "CNAME" }) },
    { what: "an alias for IPv6 to a balancer without", ...alias, inputs: changed({ type: "AAAA" }) },
    { what: "a URL as a name", ...alias, inputs: (inputs) => ({ ...inputs, name: `https://${String(inputs.name)}` }) },
    {
      what: "an alias into its own zone",
      ...alias,
      inputs: (inputs) => ({
        ...inputs,
        aliases: (inputs.aliases as Properties[]).map((one) => ({ ...one, zoneId: inputs.zoneId ?? null })),
      }),
    },
  ]),
);

const told = (from: string | RegExp, to: string) => (inputs: Properties) => ({
  ...inputs,
  containerDefinitions: (inputs.containerDefinitions as string).replaceAll(from, to),
});

const privateNames = [
  ...refusedBy("private-names", [
    {
      what: "a health check in a private namespace",
      type: registered,
      inputs: changed({ healthCheckConfig: { type: "HTTP", resourcePath: "/health" } }),
    },
    {
      what: "a name that no service has",
      says: /no service of the name in airflows\./,
      phases: ["after up"],
      type: task,
      inputs: told("//airflow.openmetadata-", "//airflows.openmetadata-"),
    },
    {
      what: "a service of another name than its callers know",
      phases: ["after up"],
      type: registered,
      inputs: (inputs) => ({ ...inputs, name: `${String(inputs.name)}-1` }),
    },
    {
      what: "a name under a namespace that nobody makes",
      says: /no private zone or namespace/,
      phases: ["after up"],
      type: task,
      inputs: told(/\.openmetadata-\w+\.internal/g, ".other.internal"),
    },
  ]),
  ...refusedBy("service-matches-task", [
    {
      what: "a CNAME for a task",
      says: /CNAME/,
      type: registered,
      inputs: (inputs) => ({
        ...inputs,
        dnsConfig: { ...inside(inputs.dnsConfig), dnsRecords: [{ type: "CNAME", ttl: 10 }] },
      }),
    },
  ]),
];

const vpcNames = refusedBy(
  "vpc-dns",
  (["dev", "isolated", "prod"] as const).flatMap((stack) => [
    {
      what: "a VPC without host names",
      stack,
      type: vpc,
      inputs: ({ enableDnsHostnames: _, ...inputs }: Properties) => inputs,
    },
    { what: "a VPC without DNS", stack, type: vpc, inputs: changed({ enableDnsSupport: false }) },
    {
      what: "volumes in a VPC without DNS",
      says: /mounts a file system/,
      stack,
      type: vpc,
      inputs: changed({ enableDnsSupport: false }),
    },
  ]),
);

export const nameMutations: readonly Mutation[] = [...certificates, ...records, ...privateNames, ...vpcNames];
