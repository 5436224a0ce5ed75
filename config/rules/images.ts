import { configPath, set } from "../../problems/commands";
import { upstreamRegistries } from "../sections/images";
import { registryOf } from "../../openmetadata/images/images";
import { buildsImage } from "../airflow-image";
import { ecrImageOf } from "../ecr-registry";
import { refused, type Note, type Problem } from "../../problems/problem";
import type { AirflowConfig, NetworkConfig, PlainStackConfig } from "../schema";
import { isClosed } from "./network/network";
import { type Findings, rule } from "./rule";

/** Images that a task pulls with no way to the internet. */
interface Isolation {
  /** What the stack file says to that. */
  readonly because: string;
  /** Images by key, as far as the stack file names them: a registry, or a whole reference. */
  readonly images: Readonly<Record<string, string | undefined>>;
  /** Whether the task may reach a registry of the user's own by some address that only they know. */
  readonly mayReachOthers: boolean;
}

/** Registries on the internet that no private network has. */
const publicRegistries = [
  "docker.getcollate.io",
  "docker.io",
  "registry-1.docker.io",
  "public.ecr.aws",
  "ghcr.io",
  "quay.io",
];

/** Whether an image comes from the internet; without a host it is Docker's own registry that is meant. */
const isPublic = (image: string): boolean => {
  const [host = "", ...path] = image.split("/");
  return path.length === 0 || !/[.:]/.test(host) || publicRegistries.includes(host);
};

/** An image that the stack builds from another one is pulled from its own repository. */
const pulledImage = (airflow: Extract<AirflowConfig, { host: "create" }>): string | undefined =>
  buildsImage(airflow) ? undefined : airflow.image;

const closedBy = (network: NetworkConfig): string =>
  network.mode === "existing" ? 'network.egress is "none"' : 'network.nat is "none"';

/** The mirrors that an image may come from: one for all, and one for a registry. */
const mirrorsOf = ({ mirror, mirrors }: PlainStackConfig["images"]): Record<string, string | undefined> => ({
  "images.mirror": mirror,
  ...Object.fromEntries(
    Object.entries(mirrors).map(([registry, own]) => [configPath(["images", "mirrors", registry]), own]),
  ),
});

/** Whether every image of the stack's own has a mirror. */
const allMirrored = ({ mirror, mirrors }: PlainStackConfig["images"]): boolean =>
  mirror !== undefined || upstreamRegistries.every((registry) => mirrors[registry] !== undefined);

function isolationOf({ network, airflow, server, images }: Sections): Isolation | undefined {
  const created = airflow.host === "create" ? airflow : undefined;
  const airflowImages = created && { "airflow.image": pulledImage(created) };
  const mirror = mirrorsOf(images);
  if (isClosed(network)) {
    return {
      because: closedBy(network),
      images: { ...mirror, "server.image": server.image, ...airflowImages },
      mayReachOthers: network.mode === "existing",
    };
  }
  if (created?.egress !== "none") return undefined;
  return {
    because: 'airflow.egress is "none"',
    images: { ...mirror, ...airflowImages },
    mayReachOthers: network.mode === "existing" || created.egressCidrs.length > 0,
  };
}

type Sections = Pick<PlainStackConfig, "network" | "airflow" | "server" | "images">;

const exampleRegistry = (region = "REGION") => `ACCOUNT.dkr.ecr.${region}.amazonaws.com/PATH`;

function mirrorProblem(because: string, region: string | undefined): Problem {
  const allowed = `required when ${because}: every image is pulled from an ECR registry that the private subnets reach`;
  return { key: "images.mirror", allowed, fix: set("images.mirror", exampleRegistry(region)) };
}

/**
 * Without NAT the tasks reach AWS through endpoints alone, which the network adds by itself: images come from ECR of the
 * same region, since an endpoint stands for the registries of its own. A task pulls with its own group's rules, so an
 * Airflow that may reach nothing outside is bound in the same way.
 */
export const isolatedTasksPullFromEcr = rule(
  ["network", "images", "airflow", "server"],
  (sections, { region }): Findings => {
    const { network, images } = sections;
    const isolation = isolationOf(sections);
    if (isolation === undefined) {
      // With a way of your own the tasks start before you have attached it.
      const before = network.mode === "create" && network.nat === "none" && !allMirrored(images);
      return { problems: before ? [mirrorProblem(closedBy(network), region)] : [] };
    }
    const { because, mayReachOthers } = isolation;
    const problems: Problem[] = allMirrored(images) ? [] : [mirrorProblem(because, region)];
    const notes: Note[] = [];
    for (const [key, reference] of Object.entries(isolation.images)) {
      if (reference === undefined || isReached(reference, region)) continue;
      const registry = `ECR of the stack's region${region === undefined ? "" : `, ${region},`}`;
      if (mayReachOthers && !isPublic(key.startsWith("images.mirror") ? `${reference}/image` : reference)) {
        const text = `not in ${registry} while ${because}: the tasks must reach its registry on port 443 without the internet, and without a login unless it is ECR`;
        notes.push({ key, text });
      } else {
        const allowed = `images in ${registry} while ${because}: nothing else is reached through the endpoints`;
        problems.push({ key, found: `"${reference}"`, allowed, fix: set(key, exampleRegistry(region)) });
      }
    }
    return { problems, notes };
  },
);

/** Whether the endpoints of a region lead to an image's registry; FIPS's names are not theirs. */
function isReached(reference: string, region: string | undefined): boolean {
  const found = ecrImageOf(reference);
  return found !== undefined && !found.fips && (region === undefined || found.region === region);
}

/** A pull-through cache is ECR's own: a mirror elsewhere has no repositories that a role could make. */
export const pullThroughIsEcr = rule(["images"], ({ images }, { region }) => {
  if (!images.pullThrough) return {};
  const used = Object.entries(mirrorsOf(images)).filter(([, mirror]) => mirror !== undefined);
  const example = `ACCOUNT.dkr.ecr.${region ?? "REGION"}.amazonaws.com/docker-hub`;
  if (used.length === 0) {
    const allowed = "required when images.pullThrough is true: the registry and prefix of the pull-through rule";
    const key = configPath(["images", "mirrors", "docker.getcollate.io"]);
    return { problems: [{ key, allowed, fix: set(key, example) }] };
  }
  return {
    problems: used
      .filter(([, mirror]) => ecrImageOf(`${mirror}/image`) === undefined)
      .map(([key, mirror]) => ({
        key,
        found: `"${mirror}"`,
        allowed: "a registry of ECR when images.pullThrough is true",
        fix: set(key, example),
      })),
  };
});

/** A registry that only a private network or one machine knows. */
const isPrivateHost = (host: string): boolean =>
  /^localhost(:|$)|\.(internal|local|localdomain|lan|corp|home)(:|$)|^(10|127|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(
    host,
  );

/** CodeBuild builds in AWS's own network: it has what the internet and ECR have. */
export const codeBuildHasWork = rule(["images", "airflow"], ({ images, airflow }): Findings => {
  if (images.build !== "codebuild") return {};
  if (!buildsImage(airflow)) {
    const allowed =
      "docker, or left out: the stack builds no image, since Airflow is not its own or airflow.connectors, airflow.requirements and airflow.executor add nothing to it";
    return { problems: [refused("images.build", '"codebuild"', allowed)] };
  }
  const base = airflow.host === "create" ? airflow.image : undefined;
  const host = base === undefined ? "" : registryOf(base);
  if (!isPrivateHost(host)) return {};
  const allowed =
    "an image of ECR or of a registry on the internet while images.build is codebuild, which builds outside your network";
  return { problems: [refused("airflow.image", `"${base}"`, allowed, "REGISTRY/REPOSITORY:TAG")] };
});
