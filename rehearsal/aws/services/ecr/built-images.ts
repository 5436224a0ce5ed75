import { registryImageType, remoteImageType } from "../../../protocol/docker";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import type { Properties } from "../../../protocol/wire";
import { apiReference } from "../../source";
import { containersOf, inContainer, taskDefinition } from "../ecs/container-definitions/containers";
import { objectsIn, ofType, quoted, refuse, type OfInputs, type Rule } from "../../rule";

export const builtImages: Rule = {
  name: "built-images",
  refuses:
    "an image that is built for another platform than its task's, pushed to a registry without a login, or pushed without having been built",
  source: apiReference("ECS", "RuntimePlatform"),
  check: registryFailures,
  graph: (node, graph) => {
    if (node.type === registryImageType) return unbuiltFailures(node, graph);
    const pushed = ofType(graph.sources(node.urn, "containerDefinitions"), registryImageType);
    return node.type === taskDefinition ? platformFailures(node, pushed, graph) : [];
  },
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
function registryFailures({ type, inputs }: OfInputs): Failure[] {
  const { name, authConfig } = inputs;
  const [{ address } = {} as Properties] = objectsIn(authConfig);
  if (type !== registryImageType || typeof name !== "string" || typeof address !== "string" || address === "")
    return [];
  if (hostOf(name) === hostOfServer(address)) return [];
  return refuse("name", `image ${name} is pushed to ${hostOf(name)}, and the login is to ${hostOfServer(address)}`);
}

/** Docker pushes what it finds under the name: nothing, or an older image, where the one meant is made later. */
function unbuiltFailures({ name, urn, inputs = {} }: ResourceNode, graph: ResourceGraph): Failure[] {
  const made = graph.ofType(remoteImageType).filter((one) => one.inputs?.name === inputs.name);
  const before = graph.before(urn);
  if (typeof inputs.name !== "string" || made.length === 0 || made.some((one) => before.includes(one))) return [];
  return refuse(
    "name",
    `image ${inputs.name} is pushed by ${name}, which does not wait until ${made[0]!.name} built it`,
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
function platformFailures(
  { name, inputs = {} }: ResourceNode,
  pushed: readonly ResourceNode[],
  graph: ResourceGraph,
): Failure[] {
  const [{ cpuArchitecture: wanted = "X86_64" } = {} as Properties] = objectsIn(inputs.runtimePlatform);
  const built = pushed.flatMap(({ urn }) => ofType(graph.sources(urn, "name"), remoteImageType));
  return containersOf(inputs).flatMap((container) =>
    built
      .filter((image) => container.image !== undefined && image.inputs?.name === container.image)
      .flatMap((image) => {
        const platform = objectsIn(image.inputs?.build)[0]?.platform;
        const found = typeof platform === "string" ? architectures[platform] : undefined;
        return found === undefined || typeof wanted !== "string" || found === wanted
          ? []
          : refuse(
              "containerDefinitions",
              inContainer(
                container,
                `image ${image.name} is built for ${quoted(platform)}, and task ${name} runs on ${wanted}`,
              ),
            );
      }),
  );
}
