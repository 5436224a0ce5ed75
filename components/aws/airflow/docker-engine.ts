import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as dockerConfig from "@pulumi/docker/config";
import { refusal } from "../../../problems/refusal";

const socketPaths = (): string[] =>
  process.platform === "win32"
    ? ["\\\\.\\pipe\\docker_engine"]
    : [
        "/var/run/docker.sock",
        join(homedir(), ".docker", "run", "docker.sock"),
        join(homedir(), ".colima", "default", "docker.sock"),
      ];

/** Why an image cannot be built here; undefined when a Docker engine is named or its socket is there. */
export function dockerProblem(
  named: string | undefined = dockerConfig.host ?? process.env.DOCKER_HOST,
  exists: (path: string) => boolean = existsSync,
): string | undefined {
  if (named || socketPaths().some(exists)) return undefined;
  return [
    "openmetadata:airflow.connectors, airflow.requirements and airflow.executor ecs need an image of their own, which Docker builds,",
    "and no Docker engine was found. Start Docker, or name an engine: pulumi config set docker:host unix:///var/run/docker.sock;",
    "or let AWS CodeBuild build it in the account: pulumi config set --path openmetadata:images.build codebuild;",
    "or build the image elsewhere and name it: pulumi config set --path openmetadata:airflow.image REPOSITORY:TAG",
  ].join(" ");
}

/** Says so in a preview, and refuses an update before it has registered anything. */
export function requireDocker(): void {
  const problem = dockerProblem();
  if (problem === undefined) return;
  if (!pulumi.runtime.isDryRun()) throw refusal(problem);
  pulumi.log.warn(`pulumi up will fail: ${problem}`);
}
