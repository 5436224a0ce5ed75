import { rewriting, type EngineMutation } from "./engine-mutation";

/** Slips about who may do what, made while the engine runs the program. */
export const permissionMutations: readonly EngineMutation[] = [
  {
    rule: "images-pullable",
    what: "an image of a private registry that no policy names",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    props: rewriting(
      "containerDefinitions",
      /"image":"[^"]+"/g,
      '"image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/server:1"',
    ),
  },
  {
    rule: "exec-allowed",
    what: "a shell without the right to open its channel",
    type: "aws:iam/rolePolicy:RolePolicy",
    props: rewriting("policy", "ssmmessages:OpenDataChannel", "ssm:DescribeSessions"),
  },
  {
    rule: "storage-mountable",
    what: "a file system that denies its clients to mount",
    type: "aws:efs/fileSystemPolicy:FileSystemPolicy",
    props: rewriting("policy", '"Allow"', '"Deny"'),
  },
  {
    rule: "search-allowed",
    what: "a domain that denies what the server's role is given",
    type: "aws:opensearch/domainPolicy:DomainPolicy",
    props: rewriting("accessPolicies", '"Allow"', '"Deny"'),
  },
  {
    rule: "role-trust",
    what: "roles of tasks that another service may take",
    type: "aws:iam/role:Role",
    props: rewriting("assumeRolePolicy", "ecs-tasks.", "ecs."),
  },
  {
    rule: "principals",
    what: "a search domain that lets in a role that does not exist",
    type: "aws:opensearch/domainPolicy:DomainPolicy",
    props: rewriting("accessPolicies", /"AWS":"[^"]*"/g, '"AWS":"arn:aws:iam::123456789012:role/absent"'),
  },
  {
    rule: "policy-sizes",
    what: "inline policies of more than 10,240 characters",
    type: "aws:iam/rolePolicy:RolePolicy",
    props: rewriting("policy", '"logs:PutLogEvents"', Array<string>(600).fill('"logs:PutLogEvents"').join(",")),
  },
];
