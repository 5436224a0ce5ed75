import type { Mutation } from "./mutation";

const service = "aws:ecs/service:Service";
const task = "aws:ecs/taskDefinition:TaskDefinition";

/** Inputs that are wrong by themselves. */
export const inputMutations: readonly Mutation[] = [
  {
    rule: "declared-inputs",
    what: "a list where text belongs",
    type: service,
    inputs: (inputs) => ({ ...inputs, taskDefinition: ["a"] }),
  },
  {
    rule: "declared-inputs",
    what: "a required input left out",
    type: "aws:efs/mountTarget:MountTarget",
    inputs: ({ fileSystemId: _, ...inputs }) => inputs,
  },
  {
    rule: "value-limits",
    what: "a group name that begins with sg-",
    type: "aws:ec2/securityGroup:SecurityGroup",
    inputs: (inputs) => ({ ...inputs, name: "sg-server" }),
  },
  {
    rule: "fargate-size",
    what: "bridge networking",
    type: task,
    inputs: (inputs) => ({ ...inputs, networkMode: "bridge" }),
  },
  {
    rule: "container-definitions",
    what: "waiting for a container that is not there",
    type: task,
    phases: ["after up"],
    inputs: (inputs) => ({
      ...inputs,
      containerDefinitions: String(inputs.containerDefinitions).replace(
        /"containerName":"[^"]+"/,
        '"containerName":"absent"',
      ),
    }),
  },
  {
    rule: "policy-documents",
    what: "a trust policy without a principal",
    type: "aws:iam/role:Role",
    inputs: (inputs) => ({
      ...inputs,
      assumeRolePolicy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}',
    }),
  },
  {
    rule: "references",
    what: "a subnet where a group belongs",
    type: service,
    inputs: (inputs) => ({
      ...inputs,
      networkConfiguration: { subnets: [], securityGroups: ["subnet-0123456789abcdef0"] },
    }),
  },
];
