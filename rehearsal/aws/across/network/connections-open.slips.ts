import type { Properties } from "../../../protocol/wire";
import { stepType } from "../../../protocol/steps";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const otherPort = (inputs: Properties): Properties => ({ ...inputs, fromPort: 9, toPort: 9 });

/** Rules of groups, by their names, each of which some connection of the tasks needs. */
const needed: readonly Pick<Slip, "type" | "name" | "phases" | "stack">[] = [
  { type: egress, name: /server-to-0-0-0-0-0-443$/ },
  { type: egress, name: /airflow-to-0-0-0-0-0-443$/ },
  { type: egress, name: /load-balancer-to-server-8585$/ },
  { type: egress, name: /server-to-database-5432$/ },
  { type: egress, name: /airflow-to-database-5432$/ },
  { type: egress, name: /airflow-to-storage-2049$/ },
  { type: ingress, name: /load-balancer-from-203-0-113-0-24-80$/ },
  { type: ingress, name: /server-from-load-balancer-8585$/ },
  { type: ingress, name: /database-from-server-5432$/ },
  { type: ingress, name: /database-from-airflow-5432$/ },
  { type: ingress, name: /search-from-server-443$/ },
  { type: ingress, name: /storage-from-airflow-2049$/ },
  // A task's environment says which services it calls; in a first preview it is unknown.
  { type: egress, name: /server-to-airflow-8081$/, phases: ["after up"] },
  { type: egress, name: /airflow-to-server-8585$/, phases: ["after up"] },
  { type: ingress, name: /airflow-from-server-8081$/, phases: ["after up"] },
  { type: ingress, name: /server-from-airflow-8585$/, phases: ["after up"] },
  // Elsewhere the way to the internet covers the domain's addresses too.
  { type: egress, name: /server-to-search-443$/, stack: "isolated" },
  { type: egress, name: /server-to-endpoints-443$/, stack: "isolated" },
  { type: egress, name: /airflow-to-endpoints-443$/, stack: "isolated" },
  { type: egress, name: /server-to-s3-443$/, stack: "isolated" },
  { type: egress, name: /airflow-to-s3-443$/, stack: "isolated" },
  { type: ingress, name: /endpoints-from-server-443$/, stack: "isolated" },
  { type: ingress, name: /endpoints-from-airflow-443$/, stack: "isolated" },
  { type: ingress, name: /load-balancer-from-0-0-0-0-0-443$/, stack: "prod" },
  // The listener that only redirects, which no service waits for.
  { type: ingress, name: /load-balancer-from-0-0-0-0-0-80$/, stack: "prod" },
  { type: egress, name: /server-to-0-0-0-0-0-443$/, stack: "prod" },
];

export const slips: readonly Slip[] = [
  ...needed.map((one) => ({ ...one, what: `another port in ${one.name!.source}`, inputs: otherPort })),
  ...needed.map((one) => ({ ...one, what: `no ${one.name!.source}`, absent: true })),
  { what: "a step that depends on no security-group rule", type: stepType, without: /^aws:vpc\/securityGroup/ },
  { what: "UDP where TCP is spoken", type: ingress, inputs: (inputs) => ({ ...inputs, ipProtocol: "udp" }) },
  {
    what: "database traffic from another group than the server's",
    type: ingress,
    name: /database-from-server-5432$/,
    phases: ["after up"],
    inputs: (inputs) => ({ ...inputs, referencedSecurityGroupId: inputs.securityGroupId ?? null }),
  },
  {
    what: "storage opened to a range that the tasks are not in",
    type: ingress,
    name: /storage-from-airflow-2049$/,
    inputs: ({ referencedSecurityGroupId: _, ...inputs }) => ({ ...inputs, cidrIpv4: "10.20.192.0/20" }),
  },
  {
    what: "a way out to private addresses only",
    type: egress,
    name: /airflow-to-0-0-0-0-0-443$/,
    inputs: (inputs) => ({ ...inputs, cidrIpv4: "10.0.0.0/8" }),
  },
  {
    what: "endpoints in the default group, which lets nobody in",
    stack: "isolated",
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    name: /ecr/,
    inputs: ({ securityGroupIds: _, ...inputs }) => inputs,
  },
];

export const engineSlip: EngineSlip = {
  what: "no dependency on the groups' rules",
  type: stepType,
  without: /^aws:vpc\//,
};
