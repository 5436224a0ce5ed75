import { createHash } from "node:crypto";

/** What is added to an ingestion image. */
export interface IngestionImageContents {
  /** Image that is built upon, such as `docker.getcollate.io/openmetadata/ingestion:1.13.6`. */
  readonly baseImage: string;
  /** OpenMetadata release of the server, such as `1.13.6`. */
  readonly version: string;
  /** Extras of openmetadata-ingestion, such as `snowflake`. */
  readonly connectors: readonly string[];
  /** More lines as in requirements.txt. */
  readonly requirements: readonly string[];
}

/** The files of a build, by their path in the build context. */
export type BuildContext = Readonly<Record<"Dockerfile" | "requirements.txt", string>>;

/**
 * Requirement that adds connectors without leaving the server's release: `1.13.6` takes any package build of 1.13.6
 * (they have a fourth number), so that the one in the image stays.
 */
export function connectorsRequirement(version: string, connectors: readonly string[]): string {
  const fourNumbers = version.split(".").length > 3 ? version : `${version}.0`;
  return `openmetadata-ingestion[${[...new Set(connectors)].sort().join(",")}]~=${fourNumbers}`;
}

/**
 * Build context of an ingestion image with more connectors and requirements. The Airflow that the base image brings is
 * held by a constraint: a connector that asks for another one fails the build instead of moving Airflow.
 */
export function ingestionBuildContext(contents: IngestionImageContents): BuildContext {
  const lines = [
    ...(contents.connectors.length > 0 ? [connectorsRequirement(contents.version, contents.connectors)] : []),
    ...contents.requirements,
  ];
  const dockerfile = [
    "# Generated from openmetadata:airflow.connectors and openmetadata:airflow.requirements.",
    `FROM ${contents.baseImage}`,
    "COPY requirements.txt /tmp/openmetadata-requirements.txt",
    "RUN python -m pip list --format=freeze | grep -E '^apache-airflow(-core)?==' > /tmp/openmetadata-constraints.txt \\",
    " && python -m pip install --no-cache-dir \\",
    "      --constraint /tmp/openmetadata-constraints.txt --requirement /tmp/openmetadata-requirements.txt",
  ];
  return { Dockerfile: `${dockerfile.join("\n")}\n`, "requirements.txt": `${lines.join("\n")}\n` };
}

/** `1.13.6-0123456789ab`: the release, then what is built and for which architecture. */
export function contentTag(context: BuildContext, version: string, architecture: "x86_64" | "arm64"): string {
  const content = JSON.stringify([context.Dockerfile, context["requirements.txt"], architecture]);
  return `${version}-${createHash("sha256").update(content).digest("hex").slice(0, 12)}`;
}
