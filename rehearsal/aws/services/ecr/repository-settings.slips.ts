import * as ecr from "@pulumi/aws/ecr";
import type { EngineSlip } from "../../testing/engine-slip";

export const engineSlip: EngineSlip = {
  what: "a repository in upper case",
  type: "aws:ecr/repository:Repository",
  also: () => new ecr.Repository("odd", { name: "Odd" }),
};
