import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../../protocol/cloud";
import { ResourceGraph } from "../../protocol/graph";
import { unknown, type Properties } from "../../protocol/wire";
import { certificateIssued } from "../services/acm/certificate-issued";
import { certificateProof } from "../services/acm/certificate-proof";
import { dnsRecords } from "../services/route53/dns-records";
import { privateNames } from "../services/servicediscovery/private-names";

/** A resource: type, inputs, and for each input the names of the resources from which its value comes. */
type Entry = readonly [type: string, inputs: Properties, from?: Readonly<Record<string, readonly string[]>>];

const types: Readonly<Record<string, string>> = {
  certificate: "aws:acm/certificate:Certificate",
  validation: "aws:acm/certificateValidation:CertificateValidation",
  record: "aws:route53/record:Record",
  zone: "aws:route53/zone:Zone",
  listener: "aws:lb/listener:Listener",
  balancer: "aws:lb/loadBalancer:LoadBalancer",
  vpc: "aws:ec2/vpc:Vpc",
  subnet: "aws:ec2/subnet:Subnet",
  namespace: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
  registered: "aws:servicediscovery/service:Service",
  task: "aws:ecs/taskDefinition:TaskDefinition",
  service: "aws:ecs/service:Service",
  dhcp: "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
};

const arn = "arn:aws:acm:eu-west-1:123456789012:certificate/x";
const proof = {
  domainName: "om.example.com",
  resourceRecordName: "_abc.om.example.com.",
  resourceRecordType: "CNAME",
  resourceRecordValue: "_def.acm-validations.aws.",
};

/** What the rules say of a program whose certificate, where it has one, is there. */
function refused(entries: Readonly<Record<string, Entry>>): string[] {
  const graph = new ResourceGraph();
  const cloud = new SimulatedCloud("test", new Set(["https://search.corp.internal:9200"]));
  for (const [name, [type, inputs, from = {}]] of Object.entries(entries)) {
    const propertyDependencies = Object.fromEntries(
      Object.entries(from).map(([property, names]) => [property, [...names]]),
    );
    const dependencies = Object.values(propertyDependencies).flat();
    const known = type === "certificate" && { id: arn };
    graph.add({
      ...{ urn: name, type: types[type]!, name, parent: "", provider: "", custom: true, inputs, propertyDependencies },
      ...{ dependencies, ...known },
    });
    if (known) {
      const outputs = { arn, domainValidationOptions: [proof] };
      cloud.put({ type: types[type]!, id: arn, urn: name, inputs, outputs });
    }
  }
  return graph
    .all()
    .flatMap((node) =>
      [certificateIssued, certificateProof, dnsRecords, privateNames]
        .flatMap((rule) => [...(rule.graph?.(node, graph, cloud) ?? []), ...(rule.whole?.(node, graph, cloud) ?? [])])
        .map(({ reason }) => reason),
    );
}

const certificate: Entry = ["certificate", { domainName: "om.example.com", validationMethod: "DNS" }];
const record = (inputs: Properties): Entry => [
  "record",
  { type: "CNAME", zoneId: "Z0123456789ABCDEF", ...inputs },
  { name: ["certificate"], records: ["certificate"] },
];
const validation = (fqdn: Properties[string]): Entry => [
  "validation",
  { certificateArn: arn, validationRecordFqdns: [fqdn] },
  { certificateArn: ["certificate"], validationRecordFqdns: ["record"] },
];
const proved = record({ name: "_abc.om.example.com", records: ["_def.acm-validations.aws"] });

const container = (...values: string[]) =>
  JSON.stringify([
    { name: "a", image: "b", environment: values.map((value, index) => ({ name: `V${index}`, value })) },
  ]);

/** A task in a VPC of the program, with a namespace in which there is one service. */
const told = (...values: string[]): Record<string, Entry> => ({
  vpc: ["vpc", { cidrBlock: "10.0.0.0/16" }],
  subnet: ["subnet", { vpcId: unknown }, { vpcId: ["vpc"] }],
  namespace: ["namespace", { name: "om.internal", vpc: unknown }, { vpc: ["vpc"] }],
  registered: ["registered", { name: "server", dnsConfig: { namespaceId: unknown } }, { dnsConfig: ["namespace"] }],
  task: ["task", { containerDefinitions: container(...values) }],
  service: [
    "service",
    { taskDefinition: unknown, networkConfiguration: { subnets: [unknown] } },
    { taskDefinition: ["task"], networkConfiguration: ["subnet"] },
  ],
});
const { service, vpc: _, ...elsewhere } = told("http://x.corp.internal:80");

const alias = (inputs: Properties): Entry => [
  "record",
  { zoneId: "Z0123456789ABCDEF", name: "om.example.com", ...inputs },
  { aliases: ["balancer"] },
];

const accepted: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  "a proof with and without dots at the end": {
    ...{ certificate, record: proved, validation: validation("_abc.om.example.com") },
    listener: ["listener", { certificateArn: arn }, { certificateArn: ["validation"] }],
  },
  "a proof whose name leaves out the zone": {
    certificate,
    record: record({ name: "_abc.om", records: ["_def.acm-validations.aws."] }),
    validation: validation("_abc.om"),
  },
  "a proof that is not known yet": {
    certificate,
    record: record({ name: unknown, type: unknown, records: [unknown] }),
    validation: validation(unknown),
  },
  "a proof in the DNS of somebody else": {
    certificate,
    validation: ["validation", { certificateArn: arn, validationRecordFqdns: ["_abc.om.example.com"] }],
  },
  "a wait for e-mails": {
    certificate: ["certificate", { domainName: "om.example.com", validationMethod: "EMAIL" }],
    validation: ["validation", { certificateArn: arn }, { certificateArn: ["certificate"] }],
  },
  "a certificate of the user's own, and one that is imported": {
    certificate: ["certificate", { certificateBody: "x", privateKey: "y" }],
    imported: ["listener", { certificateArn: arn }, { certificateArn: ["certificate"] }],
    foreign: ["listener", { certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/other" }],
  },
  "names that are host names": Object.fromEntries(
    [
      "",
      "om",
      "om.example.com.",
      "*.example.com",
      "\\052.example.com",
      "_x.a-b.example.com",
      "xn--bcher-kva.example",
    ].map((name): [string, Entry] => [`r${name}`, ["record", { name, type: "A", records: ["203.0.113.1"] }]]),
  ),
  "a name of a record that is no address": {
    record: ["record", { name: "a/b", type: "TXT", records: ["x"] }],
    service: ["record", { name: "_https._tcp.om.example.com", type: "SRV", records: ["0 0 443 a"] }],
  },
  "an alias to a balancer by the region's zone, and within a zone": {
    balancer: ["balancer", { ipAddressType: "dualstack" }],
    record: alias({ type: "AAAA", aliases: [{ name: unknown, zoneId: "Z32O12XQLNTSW2" }] }),
    late: alias({ type: unknown, aliases: [{ name: unknown, zoneId: unknown }] }),
    within: ["record", { type: "CNAME", zoneId: "ZA", name: "a", aliases: [{ name: "b.example.com", zoneId: "ZA" }] }],
  },
  "names that services have, and texts that are no hosts": told(
    ...[
      "http://server.om.internal:8585/api",
      "server.om.internal",
      "om.internal",
      "localhost:80,.om.internal,*.om.internal",
    ],
    ...["admin@corp.internal", "principal.internal", "-Dorg.apache.internal=1", "/usr/local:8080", "a.local.yaml:1"],
    ...["http://ip-10-0-0-1.eu-west-1.compute.internal:80", "jdbc://ip-10-0-0-1.ec2.internal:5432/x"],
    // Named by config.
    "https://search.corp.internal:9200/x",
  ),
  "a private name where VPC and tasks are the user's own": {
    ...elsewhere,
    subnet: ["subnet", { vpcId: "vpc-0123456789abcdef0" }],
    service: service!,
  },
  "a private name in a private zone": {
    ...told("http://x.corp.internal:80"),
    zone: ["zone", { name: "corp.internal.", vpcs: [{ vpcId: unknown }] }, { vpcs: ["vpc"] }],
  },
  "a private name in a VPC with DNS of the user's own": { ...told("http://x.corp.internal:80"), dhcp: ["dhcp", {}] },
  "names of Service Connect": {
    ...told("http://other.om.internal:80"),
    connected: ["service", { serviceConnectConfiguration: { enabled: true } }],
  },
  "a namespace whose services are not all known": {
    ...told("http://other.om.internal:80"),
    late: ["registered", { name: unknown, dnsConfig: { namespaceId: unknown } }, { dnsConfig: ["namespace"] }],
  },
};

for (const [what, entries] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () => assert.deepEqual(refused(entries), []));
}

const refusedCases: readonly [what: string, entries: Readonly<Record<string, Entry>>, reason: RegExp][] = [
  [
    "a listener that uses the certificate itself, before anything is known",
    { certificate, listener: ["listener", { certificateArn: unknown }, { certificateArn: ["certificate"] }] },
    /not issued yet/,
  ],
  ["a name that no service has", told("server.om.internal,servers.om.internal"), /no service of the name in servers\./],
  ["a private name that nobody holds", told("http://u:p@x.y:1,z.corp.local:80"), /holds the name z\.corp\.local/],
];

for (const [what, entries, reason] of refusedCases) {
  test(`refused: ${what}`, () => assert.match(refused(entries).join("\n"), reason));
}
