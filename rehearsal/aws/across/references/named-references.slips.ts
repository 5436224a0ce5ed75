import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";
import { stepType } from "../../../protocol/steps";
import { having } from "../../testing/documents";

const database = "aws:rds/instance:Instance";

export const slips: readonly Slip[] = [
  {
    type: database,
    what: "a subnet group by its description",
    inputs: having({ dbSubnetGroupName: "Private subnets of the database" }),
  },
  { type: database, what: "a parameter group by its family", inputs: having({ parameterGroupName: "postgres16" }) },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    name: /server-task/,
    what: "a role by its description",
    inputs: having({ role: "What the server may do" }),
  },
  { type: "aws:ecs/service:Service", what: "a cluster that does not exist", inputs: having({ cluster: "absent" }) },
  {
    type: "aws:ecs/service:Service",
    what: "a task definition by its CPU",
    inputs: having({ taskDefinition: "1024" }),
  },
  { type: stepType, what: "a step in a cluster that does not exist", inputs: having({ cluster: "absent" }) },
  { type: stepType, what: "a step's task by its CPU", inputs: having({ taskDefinition: "1024" }) },
  {
    type: "aws:opensearch/domainPolicy:DomainPolicy",
    what: "a domain by its engine",
    inputs: having({ domainName: "OpenSearch_2.19" }),
  },
];

export const engineSlip: EngineSlip = {
  what: "a subnet group that does not exist",
  type: "aws:rds/instance:Instance",
  props: (props) => ({ ...props, dbSubnetGroupName: "absent" }),
};
