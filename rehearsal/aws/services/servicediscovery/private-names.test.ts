import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Entry, type Program } from "../../testing/given";

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

const named = ["https://search.corp.internal:9200"];

const accepted: Readonly<Record<string, Program>> = {
  // prettier-ignore
  "names that services have, and texts that are no hosts": told(
    ...[
      "http://server.om.internal:8585/api",
      "server.om.internal",
      "om.internal",
      "localhost:80,.om.internal,*.om.internal",
    ],
    "admin@corp.internal", "principal.internal", "-Dorg.apache.internal=1", "/usr/local:8080", "a.local.yaml:1",
    "http://ip-10-0-0-1.eu-west-1.compute.internal:80", "jdbc://ip-10-0-0-1.ec2.internal:5432/x",
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

for (const [what, program] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () =>
    givenProgram(program, { named }).accepts(
      "certificate-issued",
      "certificate-proof",
      "dns-records",
      "private-names",
    ));
}

test("refused: a name that no service has", () =>
  givenProgram(told("server.om.internal,servers.om.internal")).refuses(
    "private-names",
    /no service of the name in servers\./,
  ));

test("refused: a private name that nobody holds", () =>
  givenProgram(told("http://u:p@x.y:1,z.corp.local:80")).refuses("private-names", /holds the name z\.corp\.local/));
