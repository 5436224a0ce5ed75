import type { Mutation } from "./mutation";

const database = "aws:rds/instance:Instance";

/** What an account has once, and what it does not give up. */
export const accountMutations: readonly Mutation[] = [
  {
    rule: "unique-names",
    what: "a second log group of the same name",
    type: "aws:cloudwatch/logGroup:LogGroup",
    twin: true,
  },
  {
    rule: "unique-names",
    what: "a second Cloud Map service of the same name in a namespace",
    type: "aws:servicediscovery/service:Service",
    twin: true,
  },
  {
    rule: "unique-names",
    what: "two listeners of a load balancer on one port",
    stack: "prod",
    type: "aws:lb/listener:Listener",
    inputs: (inputs) => ({ ...inputs, port: 443 }),
  },
  {
    rule: "unique-names",
    what: "the same security group rule twice, with another description",
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    inputs: (inputs) => ({ ...inputs, description: "Again" }),
    twin: true,
  },
  {
    rule: "unique-names",
    what: "two mount targets in one availability zone",
    type: "aws:ec2/subnet:Subnet",
    inputs: (inputs) => ({ ...inputs, availabilityZone: "eu-west-1a" }),
    phases: ["first preview"],
  },
  {
    rule: "unique-names",
    what: "two databases of one identifier",
    type: database,
    inputs: (inputs) => ({ ...inputs, identifier: "Metadata" }),
    twin: true,
  },
  {
    rule: "still-needed",
    what: "a subnet group left out while its database stays",
    type: "aws:rds/subnetGroup:SubnetGroup",
    phases: ["after up"],
    absent: true,
  },
  {
    rule: "deletion-protection",
    what: "a protected database left out",
    stack: "prod",
    type: database,
    phases: ["after up"],
    absent: true,
  },
  {
    rule: "deletion-protection",
    what: "a protected load balancer left out",
    stack: "prod",
    type: "aws:lb/loadBalancer:LoadBalancer",
    phases: ["after up"],
    absent: true,
  },
  {
    rule: "service-linked-role-in-use",
    what: "a service-linked role left out while a search domain is in the VPC",
    type: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    phases: ["after up"],
    absent: true,
  },
];
