import { test } from "node:test";
import { anywhere, base, serviceLast } from "../../testing/service-program";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Program } from "../../testing/given";

/** The database in a group of its own, with what lets the tasks in. */
const withDatabase = (more: Program): Program => ({
  ...base,
  database: ["database", { engine: "mysql", vpcSecurityGroupIds: [unknown] }, { vpcSecurityGroupIds: ["vault"] }],
  vault: ["group", { vpcId: unknown }, { vpcId: ["vpc"] }],
  task: ["task", { containerDefinitions: unknown }, { containerDefinitions: ["logs", "database"] }],
  ...more,
});

const accepted: Readonly<Record<string, Program>> = {
  "a database that a rule of the older kind opens, on the engine's own port": withDatabase({
    let: [
      "oldRule",
      {
        type: "ingress",
        protocol: "tcp",
        fromPort: 3306,
        toPort: 3306,
        securityGroupId: unknown,
        sourceSecurityGroupId: unknown,
      },
      { securityGroupId: ["vault"], sourceSecurityGroupId: ["group"] },
    ],
  }),
  "a database that its own group opens to the tasks' subnet": withDatabase({
    vault: [
      "group",
      { vpcId: unknown, ingress: [{ protocol: "tcp", fromPort: 3000, toPort: 4000, cidrBlocks: ["10.0.0.0/16"] }] },
      { vpcId: ["vpc"] },
    ],
  }),
  "a database in a group of the user's own": withDatabase({
    database: ["database", { engine: "mysql", vpcSecurityGroupIds: ["sg-0123456789abcdef0"] }],
  }),
  "tasks in a group of the user's own": withDatabase({
    service: [
      "service",
      {
        taskDefinition: unknown,
        networkConfiguration: { subnets: [unknown], securityGroups: ["sg-0123456789abcdef0"] },
      },
      { taskDefinition: ["task"], networkConfiguration: ["home"] },
    ],
  }),
  "a database beside the tasks, in a group that lets in its own members": withDatabase({
    database: ["database", { engine: "mysql", vpcSecurityGroupIds: [unknown] }, { vpcSecurityGroupIds: ["group"] }],
    group: [
      "group",
      { vpcId: unknown, egress: [anywhere], ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] },
      { vpcId: ["vpc"] },
    ],
  }),
};

for (const [what, program] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () =>
    givenProgram(program, serviceLast).accepts("connections-open", "routes-before-service"));
}

test("refused: a database that nothing opens", () =>
  givenProgram(withDatabase({}), serviceLast).refuses("connections-open", /no ingress rule of security group vault/));

test("refused: an older rule on another port", () =>
  givenProgram(
    withDatabase({
      let: [
        "oldRule",
        {
          type: "ingress",
          protocol: "tcp",
          fromPort: 5432,
          toPort: 5432,
          securityGroupId: unknown,
          self: false,
          sourceSecurityGroupId: unknown,
        },
        { securityGroupId: ["vault"], sourceSecurityGroupId: ["group"] },
      ],
    }),
    serviceLast,
  ).refuses("connections-open", /for service service to database database on port 3306/));

test("refused: a group that lets nothing out", () =>
  givenProgram({ ...base, group: ["group", { vpcId: unknown }, { vpcId: ["vpc"] }] }, serviceLast).refuses(
    "connections-open",
    /no egress rule of security group group to the public addresses of logs/,
  ));
