import type { Properties, Value } from "../../../protocol/wire";
import { type Slip, inputSlips } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const role = "aws:iam/role:Role";
const cluster = "aws:ecs/cluster:Cluster";

const manyTags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, "x" as Value]));

export const slips: readonly Slip[] = [
  {
    what: "two keys that differ by case only",
    says: /"name" is there in another case/,
    type: role,
    inputs: (inputs: Properties) => ({ ...inputs, tags: { Name: "a", name: "b" } }),
  },
  ...inputSlips("aws:iam/role:Role", [
    ["51 tags", { tags: manyTags }],
    ["a key of AWS's own", { tags: { "AWS:team": "data" } }],
    ["a key of 129 characters", { tags: { ["k".repeat(129)]: "x" } }],
    ["a key without characters", { tags: { "": "x" } }],
    ["a value of 257 characters", { tags: { team: "x".repeat(257) } }],
    ["a value with an ampersand", { tags: { team: "data & more" } }],
  ]),
];

export const engineSlip: EngineSlip = {
  what: "a tag of AWS's own",
  type: cluster,
  props: (props) => ({ ...props, tags: { "aws:team": "data" } }),
};
