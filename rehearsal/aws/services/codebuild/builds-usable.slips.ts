import type { EngineSlip } from "../../testing/engine-slip";
import { Project } from "@pulumi/aws/codebuild/project";
import * as iam from "@pulumi/aws/iam";

export const engineSlip: EngineSlip = {
  what: "a build that runs Docker without privileges",
  type: "aws:codebuild/project:Project",
  also: () => {
    const statement = { Effect: "Allow", Principal: { Service: "codebuild.amazonaws.com" }, Action: "sts:AssumeRole" };
    const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const role = new iam.Role("odd", { assumeRolePolicy });
    new Project("odd", {
      serviceRole: role.arn,
      artifacts: { type: "NO_ARTIFACTS" },
      source: { type: "NO_SOURCE", buildspec: "{version: 0.2, phases: {build: {commands: [docker build .]}}}" },
      environment: {
        type: "LINUX_CONTAINER",
        image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
        computeType: "BUILD_GENERAL1_SMALL",
      },
    });
  },
};
