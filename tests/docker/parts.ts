import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { program } from "../containers/parts";

/** Where what takes minutes to make is kept. */
export const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "openmetadata-pulumi");

/** Source of the bridge that serves @pulumi/docker's types from the Terraform provider. */
const bridgeSource = process.env.DOCKER_BRIDGE_SOURCE ?? path.resolve(__dirname, "../../../shared/tools/docker-bridge");

/** The Terraform provider's binary: as named, else of the cache. */
export const terraformProvider = (): string | undefined =>
  process.env.DOCKER_TF_PROVIDER ??
  (existsSync(cache) ? readdirSync(cache) : [])
    .filter((name) => name.startsWith("terraform-provider-docker_"))
    .map((name) => path.join(cache, name))
    .at(-1);

/** The Docker engine is started by hand as root, on data of its own; each program with the package of Debian that has it. */
const programs: Readonly<Record<string, string>> = {
  dockerd: "docker.io",
  "docker-registry": "docker-registry",
  debootstrap: "debootstrap",
  openssl: "openssl",
  python3: "python3",
};

const missingParts = (): string[] => [
  ...(process.platform === "linux" && process.getuid?.() === 0 ? [] : ["root on Linux, which starts a Docker engine"]),
  ...Object.entries(programs)
    .filter(([name]) => program(name) === undefined)
    .map(([name, of]) => `${name}: apt-get install --no-install-recommends ${of}`),
  ...(existsSync(bridgeSource) || process.env.DOCKER_BRIDGE
    ? []
    : ["the bridge before the Terraform provider: DOCKER_BRIDGE_SOURCE=FOLDER or DOCKER_BRIDGE=BINARY"]),
  ...(process.env.DOCKER_BRIDGE || program("go") ? [] : ["Go, which builds the bridge"]),
  ...(terraformProvider()
    ? []
    : [
        "terraform-provider-docker: build it with the go.mod beside the bridge (its README says how), then DOCKER_TF_PROVIDER=BINARY, or put it into " +
          cache,
      ]),
];

/** Why the suite cannot run on this machine, with the way to each part; undefined when it can. */
export const missing = (): string | undefined => {
  const parts = missingParts();
  return parts.length === 0 ? undefined : `what is missing for a real build: ${parts.join("; ")}`;
};

/** The bridge, built once in the cache. */
export const bridgeBinary = (): string => {
  if (process.env.DOCKER_BRIDGE) return process.env.DOCKER_BRIDGE;
  const binary = path.join(cache, "docker-bridge");
  if (!existsSync(binary)) execFileSync("go", ["build", "-o", binary, "."], { cwd: bridgeSource, stdio: "inherit" });
  return binary;
};

/** A small Debian with Python, as a tar file: made once, in the cache. */
export const debianArchive = (folder: string): string => {
  const kept = path.join(cache, "debian-with-python.tar");
  if (existsSync(kept)) return kept;
  const root = path.join(folder, "debian");
  mkdirSync(root, { recursive: true });
  const packages = "--include=python3-minimal,python3-venv";
  execFileSync("debootstrap", ["--variant=minbase", packages, "bookworm", root], { stdio: "pipe" });
  const made = path.join(folder, "debian.tar");
  execFileSync("tar", ["-C", root, "-cf", made, "."], { stdio: "pipe" });
  mkdirSync(cache, { recursive: true });
  copyFileSync(made, `${kept}.${process.pid}`);
  execFileSync("mv", [`${kept}.${process.pid}`, kept]);
  rmSync(root, { recursive: true, force: true });
  return kept;
};
