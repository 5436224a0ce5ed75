import { z } from "zod";
import { isRecord } from "../problems/record";
import { proposedLine } from "../openmetadata/releases/lines";
import { releaseLineNames } from "../openmetadata/releases/release-lines";
import { airflowSection } from "./sections/airflow";
import { authSection } from "./sections/auth";
import { databaseSection } from "./sections/database";
import { domainSection } from "./sections/domain";
import { existingSecretsSection } from "./sections/existing-secrets";
import { encryptionSection } from "./sections/encryption";
import { iamSection } from "./sections/iam";
import { imagesSection } from "./sections/images";
import { networkSection } from "./sections/network";
import { searchSection } from "./sections/search";
import { secretsSection } from "./sections/secrets";
import { serverSection } from "./sections/server";
import { stepsSection } from "./sections/steps";
import { versionNumbers } from "./sections/values";
import { type Size, sizeDefaults, sizes } from "./sizes";

export const defaultVersion = proposedLine.newest;

/** A section chosen by a discriminator that is filled in when the section is absent or does not say. */
const withDefaultMode = <T extends z.ZodType>(key: string, value: string, section: T) =>
  z.preprocess(
    (input) =>
      input === undefined ? { [key]: value } : isRecord(input) && !(key in input) ? { [key]: value, ...input } : input,
    section,
  );

const schemaOfSize = (size: Size) => {
  const defaults = sizeDefaults[size];
  return z.strictObject({
    version: z
      .string()
      .regex(
        versionNumbers(3, 4),
        `an image tag such as 1.13.6, a release of one of the lines ${releaseLineNames.join(", ")}`,
      )
      .default(defaultVersion)
      .describe("OpenMetadata release: the image tag, which picks the release line."),
    size: z
      .enum(sizes)
      .default("small")
      .describe("Picks every default that follows from the size of the installation."),
    network: withDefaultMode("mode", "create", networkSection(defaults)),
    domain: domainSection.optional(),
    database: withDefaultMode("mode", "create", databaseSection(defaults)),
    search: withDefaultMode("mode", "create", searchSection(defaults)),
    airflow: withDefaultMode("host", "create", airflowSection(defaults)),
    server: serverSection(defaults).prefault({}),
    auth: authSection.prefault({}),
    steps: stepsSection.prefault({}),
    images: imagesSection.prefault({}),
    iam: iamSection.prefault({}),
    encryption: encryptionSection.prefault({}),
    dataProtection: z
      .boolean()
      .default(defaults.dataProtection)
      .describe("Refuse to delete what holds data, and the keys without which it cannot be read."),
    tags: z
      .record(z.string().min(1).max(128), z.string().max(256))
      .default({})
      .describe("Tags on everything that takes tags."),
    existingSecrets: existingSecretsSection.optional(),
    secrets: secretsSection.optional(),
  });
};

const schemas = new Map<Size, ReturnType<typeof schemaOfSize>>();

/** Every key under `openmetadata:`, with the defaults that follow from a size. Built once a size. */
export function stackConfigSchema(size: Size): ReturnType<typeof schemaOfSize> {
  const known = schemas.get(size) ?? schemaOfSize(size);
  schemas.set(size, known);
  return known;
}

type ParsedStackConfig = z.output<ReturnType<typeof stackConfigSchema>>;

/** What a stack file says, complete with defaults, without its secrets. */
export type PlainStackConfig = Omit<ParsedStackConfig, "secrets">;
export type NetworkConfig = PlainStackConfig["network"];
export type DomainConfig = NonNullable<PlainStackConfig["domain"]>;
export type DatabaseConfig = PlainStackConfig["database"];
export type SearchConfig = PlainStackConfig["search"];
export type AirflowConfig = PlainStackConfig["airflow"];
/** Section `airflow` of a stack that runs Airflow itself. */
export type CreatedAirflowConfig = Extract<AirflowConfig, { host: "create" }>;
export type ServerConfig = PlainStackConfig["server"];
export type IngestionLogsConfig = NonNullable<ServerConfig["ingestionLogs"]>;
export type AuthConfig = PlainStackConfig["auth"];
export type ImagesConfig = PlainStackConfig["images"];
export type IamConfig = PlainStackConfig["iam"];
