import { having } from "../../testing/documents";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const role = "aws:iam/role:Role";

export const slips: readonly Slip[] = [
  {
    what: "a description with a dash that is not in Latin-1",
    says: /description has "—"/,
    type: role,
    inputs: having({ description: "Starts the task — reads its secrets" }),
  },
  {
    what: "a managed policy without its path",
    says: /it is service-role\/AmazonECSTaskExecutionRolePolicy/,
    type: role,
    inputs: having({ managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy"] }),
  },
  {
    what: "a managed policy with a path that it does not have",
    says: /it is ReadOnlyAccess/,
    type: role,
    inputs: having({ managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/ReadOnlyAccess"] }),
  },
  {
    what: "a service-linked role of a name that search goes by",
    says: /it is opensearchservice.amazonaws.com/,
    type: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    inputs: having({ awsServiceName: "opensearch.amazonaws.com" }),
  },
  {
    what: "a service-linked role of no principal",
    says: /must be like/,
    type: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    inputs: having({ awsServiceName: "opensearchservice" }),
  },
];

export const engineSlip: EngineSlip = {
  what: "a description with a dash that is not in Latin-1",
  type: "aws:iam/role:Role",
  props: (props) => ({ ...props, description: "Starts — and stops" }),
};
