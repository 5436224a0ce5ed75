import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { SessionOptions } from "../../rehearsal/engine/session";
import { packageVersion } from "../../rehearsal/protocol/versions";

/** moto, the AWS API that the suite runs against. */
const motoVersion = "5.2.5";
const cacheDirectory = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "openmetadata-pulumi");

/**
 * Source of the bridge that serves @pulumi/aws's types from the Terraform AWS provider, for machines where the official
 * plug-in cannot be had. `AWS_BRIDGE_SOURCE` names another folder.
 */
const bridgeSource = process.env.AWS_BRIDGE_SOURCE ?? path.resolve(__dirname, "../../../shared/tools/aws-bridge");

/** How a session reaches the real provider. */
export type ProviderAccess = Pick<SessionOptions, "externalProviders" | "officialPlugins" | "environment">;

/** An empty account and the real provider in front of it. */
export interface EmulatedAccount {
  readonly endpoint: string;
  readonly access: ProviderAccess;
  /** Lines that the bridge logged: properties it dropped, deprecations. Empty with the official plug-in. */
  readonly providerLog: () => string;
  stop(): Promise<void>;
}

const credentials = (endpoint: string) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "us-east-1",
  AWS_EC2_METADATA_DISABLED: "true",
});

const has = (command: string) => {
  try {
    execFileSync("which", [command], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/**
 * Folder of the official plug-in of the npm package's version, if somebody installed it (`pulumi plugin install
 * resource aws`) or has it on the PATH. `AWS_BRIDGE` asks for the bridge all the same.
 */
const officialPlugin = (): string | undefined => {
  if (process.env.AWS_BRIDGE) return undefined;
  const pulumiHome = process.env.PULUMI_HOME ?? path.join(homedir(), ".pulumi");
  const installed = path.join(pulumiHome, "plugins", `resource-aws-v${packageVersion("@pulumi/aws")}`);
  return [installed, ...(process.env.PATH ?? "").split(path.delimiter)].find((folder) =>
    existsSync(path.join(folder, "pulumi-resource-aws")),
  );
};

/** Why the suite cannot run on this machine; undefined when it can. */
export const missingParts = (): string | undefined => {
  if (!has("python3")) return "python3, which runs moto, is not installed";
  if (officialPlugin()) return undefined;
  if (!process.env.AWS_BRIDGE && !existsSync(path.join(bridgeSource, "main.go")))
    return "neither the official aws plug-in (pulumi plugin install resource aws) nor the bridge's source (AWS_BRIDGE_SOURCE) is here";
  if (!process.env.AWS_BRIDGE && !has("go")) return "Go, which builds the bridge, is not installed";
  if (!process.env.AWS_TF_PROVIDER && !existsSync("/opt/tf-plugins"))
    return "the bridge finds no terraform-provider-aws binary (AWS_TF_PROVIDER)";
  return undefined;
};

/** A Python with moto in it, made once in the cache. */
const motoPython = (): string => {
  const environment = path.join(cacheDirectory, `moto-${motoVersion}`);
  const python = path.join(environment, "bin", "python");
  const works = () => {
    try {
      execFileSync(python, ["-c", "import moto.server"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  };
  if (existsSync(python) && works()) return python;
  execFileSync("python3", ["-m", "venv", "--clear", environment], { stdio: "inherit" });
  execFileSync(python, ["-m", "pip", "install", "--quiet", `moto[server]==${motoVersion}`], { stdio: "inherit" });
  return python;
};

/** The bridge, built once in the cache for a given source. */
const bridgeBinary = (): string => {
  if (process.env.AWS_BRIDGE) return process.env.AWS_BRIDGE;
  const binary = path.join(cacheDirectory, "aws-bridge");
  if (!existsSync(binary)) execFileSync("go", ["build", "-o", binary, "."], { cwd: bridgeSource, stdio: "inherit" });
  return binary;
};

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });

const until = async (what: string, ready: () => Promise<boolean> | boolean) => {
  for (let attempt = 0; attempt < 240; attempt++) {
    if (await Promise.resolve(ready()).catch(() => false)) return;
    await delay(250);
  }
  throw new Error(`${what} did not start within a minute`);
};

const children = new Set<ChildProcess>();

/** A child that does not outlive this process, however it ends. */
const keep = (child: ChildProcess): ChildProcess => {
  if (children.size === 0) {
    process.once("exit", () => children.forEach((one) => one.kill("SIGKILL")));
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  }
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
};

const end = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(timer);
};

/** A program that starts moto in another way: given what fills moto in, or `-`, and moto's own arguments. */
export interface MotoProgram {
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Starts moto on the loopback interface; an empty account. */
export const startMoto = async (around?: MotoProgram): Promise<{ endpoint: string; stop(): Promise<void> }> => {
  const python = motoPython();
  const port = await freePort();
  const log = path.join(mkdtempSync(path.join(tmpdir(), "emulator-")), "moto.log");
  // What moto does not have is filled in by a file beside the bridge. Without it the suite runs on moto as it is, which nobody
  // has tried with this stack.
  const filledIn = path.join(bridgeSource, "emulator.py");
  const isFilledIn = existsSync(filledIn);
  const program = around ? [around.file, isFilledIn ? filledIn : "-"] : isFilledIn ? [filledIn] : ["-m", "moto.server"];
  const moto = keep(
    spawn(python, [...program, "-H", "127.0.0.1", "-p", String(port)], {
      stdio: ["ignore", openSync(log, "w"), openSync(log, "a")],
      env: { ...process.env, ...around?.environment },
    }),
  );
  const endpoint = `http://127.0.0.1:${port}`;
  await until("moto", async () => (await fetch(endpoint)).ok);
  return {
    endpoint,
    stop: async () => {
      await end(moto);
      rmSync(path.dirname(log), { recursive: true, force: true });
    },
  };
};

/**
 * The real provider against an AWS endpoint. The official plug-in is started by the engine, with the endpoint in its
 * environment; else the bridge. The first way was tried with the bridge on the PATH under the plug-in's name; the plug-in
 * itself could not be had where this was written.
 * @param endpoint address the provider calls: the emulator, or a proxy in front of it
 */
export const startProvider = async (
  endpoint: string,
): Promise<{ access: ProviderAccess; log(): string; stop(): Promise<void> }> => {
  const plugin = officialPlugin();
  if (!plugin) return startBridge(endpoint);
  const searchPath = [plugin, process.env.PATH ?? ""].join(path.delimiter);
  return {
    access: { officialPlugins: ["aws"], environment: { ...credentials(endpoint), PATH: searchPath } },
    log: () => "",
    stop: () => Promise.resolve(),
  };
};

const startBridge = async (endpoint: string) => {
  const binary = bridgeBinary();
  const directory = mkdtempSync(path.join(tmpdir(), "bridge-"));
  const portFile = path.join(directory, "port");
  const logFile = path.join(directory, "log");
  const environment: NodeJS.ProcessEnv = { ...process.env, ...credentials(endpoint) };
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_CA_BUNDLE"]) delete environment[name];
  const bridge = keep(
    spawn(binary, ["-port", "0"], {
      env: environment,
      stdio: ["ignore", openSync(portFile, "w"), openSync(logFile, "w")],
    }),
  );
  await until("the AWS provider", () => readFileSync(portFile, "utf8").trim() !== "");
  return {
    access: { externalProviders: [`aws:${readFileSync(portFile, "utf8").trim()}`] },
    log: () => readFileSync(logFile, "utf8"),
    stop: async () => {
      await end(bridge);
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

/** Starts an empty account and the real provider in front of it. */
export const startAccount = async (around?: MotoProgram): Promise<EmulatedAccount> => {
  const moto = await startMoto(around);
  const provider = await startProvider(moto.endpoint);
  return {
    endpoint: moto.endpoint,
    access: provider.access,
    providerLog: provider.log,
    stop: async () => {
      await provider.stop();
      await moto.stop();
    },
  };
};
