import { apiReference } from "../../source";
import type { ResourceNode } from "../../../protocol/graph";
import type { Failure, ResourceCall } from "../../../protocol/package";
import type { Properties, Value } from "../../../protocol/wire";
import { containersOf, inContainer, taskDefinition } from "../ecs/container-definitions/containers";
import { objectsIn, ofType, quoted, refuse, type Rule } from "../../rule";

const image = "docker:index/image:Image";

export const builtImages: Rule = {
  name: "built-images",
  refuses: "an image that is built for another platform than its task's, or pushed to a registry without a login",
  source: apiReference("ECS", "RuntimePlatform"),
  check: registryFailures,
  graph: (task, graph) =>
    task.type === taskDefinition
      ? platformFailures(task, ofType(graph.sources(task.urn, "containerDefinitions"), image))
      : [],
};

/** Where a name without a registry belongs, by several names (Docker manual, "docker login"). */
const hub = "docker.io";

/** Docker manual, "docker image tag": the part before the first slash is a registry if it looks like a host. */
function hostOf(imageName: string): string {
  const [first = "", ...rest] = imageName.split("/");
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? hostOfServer(first) : hub;
}

function hostOfServer(server: string): string {
  const host = server.replace(/^https?:\/\//, "").split("/")[0]!;
  return /^((index|registry|registry-1)\.)?docker\.io$/.test(host) ? hub : host;
}

/** Docker pushes to the registry in the image's name; the login is to another. */
function registryFailures({ type, inputs }: ResourceCall): Failure[] {
  const { imageName, registry, skipPush } = inputs;
  const [{ server } = {} as Properties] = objectsIn(registry);
  if (type !== image || typeof imageName !== "string" || typeof server !== "string") return [];
  if (server === "" || skipPush === true || hostOf(imageName) === hostOfServer(server)) return [];
  return refuse(
    "imageName",
    `image ${imageName} is pushed to ${hostOf(imageName)}, and the login is to ${hostOfServer(server)}`,
  );
}

/** Platform of Docker → cpuArchitecture of a task (Amazon ECS API Reference, RuntimePlatform; X86_64 where none is said). */
const architectures: Readonly<Record<string, string>> = {
  "linux/amd64": "X86_64",
  "linux/arm64": "ARM64",
  "linux/arm64/v8": "ARM64",
  "linux/x86_64": "X86_64",
  "linux/aarch64": "ARM64",
};

/** A processor does not run the programs of another: the containers end with "exec format error". */
function platformFailures({ name, inputs = {} }: ResourceNode, images: readonly ResourceNode[]): Failure[] {
  const [{ cpuArchitecture: wanted = "X86_64" } = {} as Properties] = objectsIn(inputs.runtimePlatform);
  return containersOf(inputs).flatMap((container) =>
    images
      .filter((built) => container.image !== undefined && namesOf(built).includes(container.image))
      .flatMap((built) => {
        const platform = objectsIn(built.inputs?.build)[0]?.platform;
        const found = typeof platform === "string" ? architectures[platform] : undefined;
        return found === undefined || typeof wanted !== "string" || found === wanted
          ? []
          : refuse(
              "containerDefinitions",
              inContainer(
                container,
                `image ${built.name} is built for ${quoted(platform)}, and task ${name} runs on ${wanted}`,
              ),
            );
      }),
  );
}

const namesOf = ({ inputs, outputs }: ResourceNode): (Value | undefined)[] =>
  [outputs?.repoDigest, outputs?.imageName, inputs?.imageName].filter((text) => typeof text === "string");
