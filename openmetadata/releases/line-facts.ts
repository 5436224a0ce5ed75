import { airflowOf } from "./lines";
import type { ImageUser, ReleaseLine } from "./release-line";
import { atLeast, before, within } from "./versions";

type Facts<Keys extends keyof ReleaseLine> = Pick<ReleaseLine, Keys>;

type AirflowFact =
  | "airflowMajor"
  | "airflowVersion"
  | "airflowSection"
  | "splitsAirflow"
  | "airflowPort"
  | "airflowHealthPath"
  | "managedApisPath"
  | "airflowHome"
  | "airflowDagsFolder"
  | "airflowGeneratedConfigsFolder"
  | "airflowUser"
  | "airflowStart"
  | "databaseProperties";

/**
 * The ingestion image. Sources: ingestion/Dockerfile and compose files of the releases at hand, the Airflow pins of
 * openmetadata-ingestion; releases in between have the version of the one before.
 */
export function airflowFacts(version: string): Facts<AirflowFact> {
  const first = within(version, "0.12.0");
  const three = atLeast(version, "1.11.0");
  const home = first ? "/airflow" : "/opt/airflow";
  return {
    airflowMajor: three ? 3 : 2,
    airflowVersion: airflowOf(version),
    airflowSection: atLeast(version, "1.0.0") ? "pipelineServiceClientConfiguration" : "airflowConfiguration",
    splitsAirflow: atLeast(version, "1.13.4"),
    airflowPort: 8080,
    airflowHealthPath: three ? "/api/v2/monitor/health" : "/health",
    managedApisPath: three ? "/pluginsv2/api/v2/openmetadata" : "/api/v1/openmetadata",
    airflowHome: home,
    airflowDagsFolder: first ? "/ingestion/examples/airflow/dags" : `${home}/dags`,
    airflowGeneratedConfigsFolder: `${home}/dag_generated_configs`,
    airflowUser: first
      ? { uid: 0, gid: 0, source: "ingestion/Dockerfile of 0.12.0 sets no user" }
      : {
          uid: 50000,
          gid: 0,
          source: "ingestion/Dockerfile: FROM apache/airflow, USER airflow; that image's documented user is 50000:0",
        },
    ...(first
      ? {}
      : { airflowStart: { entryPoint: ["/bin/bash"], command: ["/opt/airflow/ingestion_dependency.sh"] } }),
    databaseProperties: atLeast(version, "1.3.0"),
  };
}

const root: ImageUser = { uid: 0, gid: 0, source: "the server's Dockerfile of 0.12.0 to 1.2.0 sets no user" };
const firstUser: ImageUser = {
  uid: 1000,
  gid: 1000,
  source:
    "the server's Dockerfile of 1.6.4: Alpine, `adduser -D openmetadata` as the first user; 1.3 to 1.5 and 1.7 and later unverified",
};

/** The server image. Sources: the server's Dockerfile and start scripts, compose files, chart history. */
export function imageFacts(
  version: string,
): Facts<"images" | "serverPort" | "adminPort" | "serverHealth" | "serverUser" | "serverHome"> {
  return {
    images: {
      server: "docker.getcollate.io/openmetadata/server",
      ingestion: "docker.getcollate.io/openmetadata/ingestion",
    },
    serverPort: 8585,
    adminPort: 8586,
    serverHealth: atLeast(version, "1.9.0")
      ? { port: 8585, path: "/api/v1/system/health" }
      : { port: 8586, path: "/healthcheck" },
    serverUser: before(version, "1.3.0") ? root : firstUser,
    serverHome: "/opt/openmetadata",
  };
}

/**
 * Schema migration. To 1.0 the start script migrates. The compose files of 1.1 (kept in the 1.2.0 tree) and 1.2 run a
 * job with the old script; a job with openmetadata-ops.sh is seen from 1.6 and taken from 1.3 on (unverified).
 */
export function migrationFacts(version: string): Facts<"migration"> {
  if (before(version, "1.1.0")) return { migration: "at-start" };
  return {
    migration: {
      command: before(version, "1.3.0")
        ? ["./bootstrap/bootstrap_storage.sh", "migrate-all"]
        : ["./bootstrap/openmetadata-ops.sh", "migrate"],
    },
  };
}

/**
 * From about 1.11.7 security settings kept in the database win over the environment (OpenMetadata issues 31786,
 * 29597); `openmetadata-ops.sh remove-security-config --force` is documented from 1.10.
 */
export function storedSecurityFacts(version: string): Facts<"storedSecuritySettings" | "removeSecuritySettings"> {
  if (before(version, "1.10.0")) return { storedSecuritySettings: false };
  return {
    storedSecuritySettings: true,
    removeSecuritySettings: { command: ["./bootstrap/openmetadata-ops.sh", "remove-security-config", "--force"] },
  };
}

/**
 * Who gets in. PR 15796 exempts bots from the principal domain; merged on 2024-04-03, two weeks before 1.3.3, whose notes
 * do not name it, so that 1.4.0 is the first release that surely has it. The default domain is that of the release's own
 * file: openmetadata.org up to 1.2, open-metadata.org in the next one, 1.6.2.
 */
export function admissionFacts(version: string): Facts<"exemptsBots" | "defaultPrincipalDomains"> {
  const older = before(version, "1.6.2") ? ["openmetadata.org"] : [];
  const newer = atLeast(version, "1.3.0") ? ["open-metadata.org"] : [];
  return { exemptsBots: atLeast(version, "1.4.0"), defaultPrincipalDomains: [...older, ...newer] };
}

/**
 * The settings table keeps the server's address and mail settings of the first start, and later variables count for
 * nothing (OpenMetadata issues 13263 and 26159). `openmetadata-ops.sh setOpenMetadataUrl -u` is in the ops source
 * that also has operations.yaml's settings (PR 20824, 2025-04); taken from 1.12 on, whose file has them (1.7 to 1.11
 * unverified).
 */
export function storedAddressFacts(version: string): Facts<"setServerUrl"> {
  if (before(version, "1.12.0")) return {};
  return { setServerUrl: { command: ["./bootstrap/openmetadata-ops.sh", "setOpenMetadataUrl", "-u"] } };
}

/**
 * What upstream's upgrade pages ask for after a migration, and its Helm chart has as jobs: `openmetadata-ops.sh reindex` and
 * `deploy-pipelines`. The reindex of 1.3 failed (issue 15490), fixed by PRs 15993, 16065 and 16194 of April and May 2024;
 * 1.4.0 is of that May, so 1.5.0 is the first release that surely has them all.
 */
export function stepFacts(version: string): Facts<"reindex" | "deployPipelines"> {
  if (before(version, "1.5.0")) return {};
  const script = "./bootstrap/openmetadata-ops.sh";
  return { reindex: { command: [script, "reindex"] }, deployPipelines: { command: [script, "deploy-pipelines"] } };
}

/**
 * Several servers on one database. Read in OpenMetadata's issues, not run: events had a scheduler in memory, so that each server
 * sent every notification (PR 24866, issue 26194, PR 26012 of 2026-03); a custom property made on one server was unknown to the others
 * (issues 25532 and 26729, PR 30044 for 1.13). Jobs of applications take turns through the database by then (issue 26194), from when
 * on is not known: PR 15277 of 2024-02 was the first try.
 */
export function severalServersFacts(version: string): Facts<"severalServers"> {
  if (before(version, "1.1.0"))
    return refusedServers("each server migrates the schema at its start, and two of them would at once");
  if (before(version, "1.4.0"))
    return refusedServers(
      "nothing says that its scheduled jobs run once where there are several servers (OpenMetadata PR 15277)",
    );
  if (before(version, "1.13.0"))
    return {
      severalServers: {
        judgement: "warned",
        why: "each server sends every notification and activity of its own, and does not know custom properties made on another until it restarts (OpenMetadata issues 26194, 25532 and 26729)",
      },
    };
  return {
    severalServers: {
      judgement: "allowed",
      why: "a change of security settings in the user interface is seen by the server that took it, and by the others when they restart (OpenMetadata issue 30882)",
    },
  };
}

const refusedServers = (why: string): Facts<"severalServers"> => ({ severalServers: { judgement: "refused", why } });
