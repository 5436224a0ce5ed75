import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { end, program, until } from "../containers/parts";
import { bridgeBinary, terraformProvider } from "./parts";

/** A Docker engine of its own, started by hand, with empty data. */
export interface DockerEngine {
  /** Its address, as `docker:host` takes it. */
  readonly host: string;
  /** Runs `docker` on it, and gives what it prints. */
  docker(...args: string[]): string;
  log(): string;
  stop(): Promise<void>;
}

export const startDocker = async (environment: Readonly<Record<string, string>>): Promise<DockerEngine> => {
  const folder = mkdtempSync(path.join(tmpdir(), "docker-"));
  const [host, log] = [`unix://${folder}/socket`, path.join(folder, "log")];
  const folders = ["--data-root", `${folder}/data`, "--exec-root", `${folder}/exec`, "--pidfile", `${folder}/pid`];
  const engine = spawn(program("dockerd")!, [...folders, "-H", host], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", openSync(log, "w"), openSync(log, "a")],
  });
  const docker = (...args: string[]): string =>
    execFileSync("/usr/bin/docker", ["-H", host, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, DOCKER_BUILDKIT: "1" },
    }).trim();
  await until("the Docker engine", async () => existsSync(`${folder}/socket`) && docker("info") !== "");
  return {
    host,
    docker,
    log: () => readFileSync(log, "utf8"),
    stop: async () => {
      await end(engine);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** The real Terraform provider of Docker behind the bridge: an address for `externalProviders`. */
export const startDockerProvider = async (
  environment: Readonly<Record<string, string>>,
): Promise<{ provider: string; log(): string; stop(): Promise<void> }> => {
  const folder = mkdtempSync(path.join(tmpdir(), "docker-bridge-"));
  const [port, log] = [path.join(folder, "port"), path.join(folder, "log")];
  const bridge = spawn(bridgeBinary(), ["-port", "0"], {
    env: { ...process.env, ...environment, DOCKER_TF_PROVIDER: terraformProvider() },
    stdio: ["ignore", openSync(port, "w"), openSync(log, "w")],
  });
  await until("the Docker provider", async () => readFileSync(port, "utf8").trim() !== "");
  return {
    provider: `docker:${readFileSync(port, "utf8").trim()}`,
    log: () => readFileSync(log, "utf8"),
    stop: async () => {
      await end(bridge);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
