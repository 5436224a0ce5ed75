import type { StateResource } from "../../report/state";
import { resource, sampleStack } from "../../report/testing/sample-state";

const groupOf = (name: string) => resource("aws:ec2/securityGroup:SecurityGroup", `openmetadata-dev-${name}`, {});
/** Security groups, by whose they are. */
export const groups = { front: groupOf("front"), server: groupOf("server"), database: groupOf("database") };
/** What the engine records of an input that names a group. */
export const inGroup = (property: string, group: StateResource) => ({
  propertyDependencies: { [property]: [group.urn] },
});
const rule = (from: StateResource, to: StateResource, port: number) =>
  resource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    `${to.urn}-${port}`,
    { fromPort: port },
    {
      propertyDependencies: { securityGroupId: [to.urn], referencedSecurityGroupId: [from.urn] },
    },
  );
export const balancer = resource(
  "aws:lb/loadBalancer:LoadBalancer",
  "openmetadata-dev",
  {},
  inGroup("securityGroups", groups.front),
);
const listener = resource(
  "aws:lb/listener:Listener",
  "https",
  { protocol: "HTTPS", port: 443 },
  {
    propertyDependencies: { loadBalancerArn: [balancer.urn] },
  },
);
export const server = resource(
  "aws:ecs/service:Service",
  "openmetadata-dev-server",
  {},
  inGroup("networkConfiguration", groups.server),
);
export const database = resource(
  "aws:rds/instance:Instance",
  "db",
  { engine: "postgres", engineVersion: "16 <&>" },
  inGroup("vpcSecurityGroupIds", groups.database),
);
/** A server behind a load balancer, with its database. */
export const state = sampleStack(
  ...Object.values(groups),
  balancer,
  listener,
  server,
  database,
  rule(groups.front, groups.server, 8585),
  rule(groups.server, groups.database, 5432),
);

/** A rule that lets a group out. */
export const egress = (from: StateResource, inputs: Record<string, unknown>) =>
  resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", `${from.urn}-${JSON.stringify(inputs)}`, inputs, {
    propertyDependencies: { securityGroupId: [from.urn] },
  });
const variables = {
  DB_HOST: "db.example.com",
  DB_PORT: "3306",
  PIPELINE_SERVICE_CLIENT_ENDPOINT: "https://flow.example.com",
};
const task = resource("aws:ecs/taskDefinition:TaskDefinition", "server-task", {
  containerDefinitions: JSON.stringify([
    { name: "server", environment: Object.entries(variables).map(([name, value]) => ({ name, value })) },
  ]),
});
const runningServer: StateResource = {
  ...server,
  propertyDependencies: { ...server.propertyDependencies, taskDefinition: [task.urn] },
};
/** An existing VPC (no NAT gateway), and everything but the server made by others. */
export const borrowing = sampleStack(
  groups.front,
  groups.server,
  balancer,
  listener,
  task,
  runningServer,
  rule(groups.front, groups.server, 8585),
  resource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "from-outside",
    { fromPort: 8585, cidrIpv4: "10.9.0.0/16" },
    { propertyDependencies: { securityGroupId: [groups.server.urn] } },
  ),
  egress(groups.server, { cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 }),
  egress(groups.server, { cidrIpv4: "10.7.0.0/16", fromPort: 0, toPort: 65535 }),
  egress(groups.server, { cidrIpv4: "10.0.0.0/8", fromPort: 3306, toPort: 3306 }),
);

const withTask = (service: StateResource, its: StateResource): StateResource => ({
  ...service,
  propertyDependencies: { ...service.propertyDependencies, taskDefinition: [its.urn] },
});
const taskOf = (name: string, cpu: string, containers: string[] = []): StateResource =>
  resource(
    "aws:ecs/taskDefinition:TaskDefinition",
    name,
    { cpu, memory: "2048" },
    { propertyDependencies: { containerDefinitions: containers } },
  );
const flowGroup = groupOf("airflow");
const worker = taskOf("worker", "512");
const flowTasks = ["airflow", "airflow-dag-processor"].map((name, index) =>
  taskOf(`${name}-task`, "1024", index ? [] : [worker.urn]),
);
export const flowServices = ["airflow", "airflow-dag-processor"].map((name, index) =>
  withTask(
    resource("aws:ecs/service:Service", `openmetadata-dev-${name}`, {}, inGroup("networkConfiguration", flowGroup)),
    flowTasks[index]!,
  ),
);
/** That and an Airflow of two services, one of which starts a task for each run. */
export const split = [...state, flowGroup, worker, ...flowTasks, ...flowServices, rule(flowGroup, flowGroup, 8081)];
