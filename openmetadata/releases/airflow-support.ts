import { either, remove, removeCommand, set, setCommand, steps } from "../../problems/commands";
import { connectorFacts, packageVersion, unknownConnectors } from "../connectors";
import { atLeast, before, parseVersion } from "./versions";

export type AirflowAngle = "lineage-backend" | "connectors" | "managed-apis";
export type AirflowRuntime = "virtualenv" | "image" | "compose" | "helm" | "mwaa" | "astronomer";

/** What a stack says of an Airflow that the team already runs; structurally its `airflow` section. */
export interface ExistingAirflow {
  readonly angles: readonly AirflowAngle[];
  readonly endpoint?: string;
  readonly version?: string;
  readonly runtime?: AirflowRuntime;
  readonly connectors: readonly string[];
  readonly verifySsl: "no-ssl" | "ignore" | "validate";
  readonly certificatePath?: string;
  readonly confirmUnauthenticatedDeploy: boolean;
}

/** One thing that is wrong with the section; `key` is the path below `openmetadata:`. The shape of config's problems. */
export interface AirflowProblem {
  readonly key: string;
  readonly found?: string;
  readonly allowed: string;
  readonly fix?: string;
}

/** Something a reader should know, which stops nothing. */
export interface AirflowNote {
  readonly key: string;
  readonly text: string;
}

/** The Airflow versions whose packages can live beside a release's packages, and why no others. */
export interface AirflowRange {
  /** First release of OpenMetadata for which the row holds. */
  readonly from: string;
  readonly minimum: string;
  /** First Airflow that does not work any more. */
  readonly below: string;
  readonly reason: string;
  readonly source: string;
}

const resolved = "resolved with uv against PyPI on Python 3.11, November 2026";

/** Newest first. Resolving is needed and not enough: what also ran is in {@link provenCombinations}. */
const ranges: readonly AirflowRange[] = [
  {
    from: "1.13.0",
    minimum: "3.1.0",
    below: "4.0.0",
    reason: "openmetadata-ingestion asks for SQLAlchemy 2, and Airflow before 3.1 for SQLAlchemy 1.4",
    source: `openmetadata-ingestion 1.13.6.3 and 2.0.6.0 with Airflow 2.9.3, 2.10.5, 2.11.0, 3.0.6 (no), 3.1.5 to 3.3.2 (yes), ${resolved}`,
  },
  {
    from: "1.11.0",
    minimum: "2.9.0",
    below: "3.2.0",
    reason: "openmetadata-ingestion asks for SQLAlchemy before 2, and Airflow from 3.2 for SQLAlchemy 2",
    source: `openmetadata-ingestion 1.11.14.0 and 1.12.14.2 with Airflow 2.9.3 to 3.1.5 (yes), 3.2.2 to 3.3.2 (no), ${resolved}`,
  },
  {
    from: "0.12.0",
    minimum: "2.3.0",
    below: "3.0.0",
    reason:
      "the plug-in registers with the web server of Airflow 2, which Airflow 3 does not have; OpenMetadata 1.11 is the first that knows Airflow 3",
    source: "openmetadata-managed-apis up to 1.10.14.7: routes import airflow.www and airflow.api_connexion",
  },
];

/** A combination on which tests/airflow deployed a workflow to a real Airflow and saw its DAG imported. */
export interface ProvenCombination {
  /** Version of both Python packages. */
  readonly packages: string;
  readonly airflow: string;
  readonly python: string;
}

/** Measured by `npm run test:airflow`. */
export const provenCombinations: readonly ProvenCombination[] = [
  { packages: "1.13.6.3", airflow: "3.3.1", python: "3.11" },
  { packages: "2.0.6.0", airflow: "3.3.2", python: "3.11" },
  { packages: "1.12.14.2", airflow: "2.10.5", python: "3.11" },
];

/** The row of Airflow versions for a release of OpenMetadata. */
export function airflowRange(version: string): AirflowRange {
  const row = ranges.find(({ from }) => atLeast(version, from));
  if (row === undefined) throw new Error(`No release of OpenMetadata before 0.12 is known; ${version} was asked for.`);
  return row;
}

/** Whether this very combination ran in the real test. */
export const isProven = (version: string, airflow: string): boolean =>
  provenCombinations.some((proven) => proven.packages === packageVersion(version) && proven.airflow === airflow);

/** Why a service that runs Airflow cannot take the managed APIs, and where that is written. */
const noBasicLogin: Partial<Record<AirflowRuntime, { readonly reason: string; readonly source: string }>> = {
  mwaa: {
    reason: "MWAA accepts only tokens that IAM issues, and OpenMetadata's server sends HTTP Basic",
    source: "https://docs.aws.amazon.com/mwaa/latest/userguide/call-mwaa-apis-web.html",
  },
  astronomer: {
    reason: "Astro accepts only bearer tokens in front of Airflow, and OpenMetadata's server sends HTTP Basic",
    source: "https://www.astronomer.io/docs/astro/airflow-api",
  },
};

/** Everything that is wrong with the section beyond its schema. `version` is the stack's OpenMetadata release. */
export function airflowProblems(version: string, airflow: ExistingAirflow): AirflowProblem[] {
  if (airflow.angles.length === 0) return unusedConnectors(airflow);
  return [
    ...missingKeys(airflow),
    ...versionProblems(version, airflow),
    ...managedApiProblems(airflow),
    ...connectorProblems(version, airflow),
    ...certificateProblems(airflow),
  ];
}

function missingKeys({ angles, version, runtime, endpoint }: ExistingAirflow): AirflowProblem[] {
  const wanted: readonly (readonly [key: string, value: string | undefined, why: string, example: string])[] = [
    ["version", version, "required when airflow.angles names an angle: the kit pins packages that fit it", "VERSION"],
    [
      "runtime",
      runtime,
      "required when airflow.angles names an angle: the kit writes what that runtime needs (virtualenv, image, compose, helm, mwaa or astronomer)",
      "RUNTIME",
    ],
    [
      "endpoint",
      angles.includes("managed-apis") ? endpoint : "",
      'required when airflow.angles has "managed-apis": the server calls Airflow there',
      "http://HOST:8080",
    ],
  ];
  return wanted
    .filter(([, value]) => value === undefined)
    .map(([key, , allowed, example]) => ({
      key: `airflow.${key}`,
      allowed,
      fix: set(`airflow.${key}`, example),
    }));
}

function versionProblems(version: string, airflow: ExistingAirflow): AirflowProblem[] {
  if (packageVersion(version) === undefined) {
    const newest = connectorFacts(version)?.package;
    const offer =
      newest === undefined ? "a release whose packages are published" : `one that has packages, such as ${newest}`;
    return [
      {
        key: "version",
        found: `"${version}", for which PyPI has no openmetadata-ingestion`,
        allowed: offer,
        fix: steps("When the release is new, ask PyPI again", "npm run refresh-connectors"),
      },
    ];
  }
  if (airflow.version === undefined) return [];
  const { minimum, below, reason, source } = airflowRange(version);
  if (atLeast(airflow.version, minimum) && before(airflow.version, below)) return [];
  return [
    {
      key: "airflow.version",
      found: `"${airflow.version}"`,
      allowed: `Airflow ${minimum} or newer, before ${below}, with OpenMetadata ${version}, because ${reason} (${source})`,
      fix: steps(
        atLeast(version, "1.13.0") && before(airflow.version, "3.0.0")
          ? "Stay on OpenMetadata 1.12 with Airflow 2, or upgrade Airflow, then say so"
          : "Run one of these, then say so",
        setCommand("airflow.version", "VERSION"),
      ),
    },
  ];
}

function managedApiProblems(airflow: ExistingAirflow): AirflowProblem[] {
  if (!airflow.angles.includes("managed-apis")) return [];
  const problems: AirflowProblem[] = [];
  const refusal = airflow.runtime === undefined ? undefined : noBasicLogin[airflow.runtime];
  if (refusal !== undefined) {
    problems.push({
      key: "airflow.angles",
      found: `"managed-apis" with airflow.runtime "${airflow.runtime}"`,
      allowed: `lineage-backend and connectors there, because ${refusal.reason} (${refusal.source})`,
      fix: steps(
        "Remove it, and schedule workflows as DAGs of your own; the kit brings an example",
        removeCommand(`airflow.angles[${airflow.angles.indexOf("managed-apis")}]`),
      ),
    });
  }
  if (airflow.version !== undefined && isAirflow3(airflow.version) && !airflow.confirmUnauthenticatedDeploy) {
    problems.push({
      key: "airflow.confirmUnauthenticatedDeploy",
      found: "false",
      allowed:
        "true for managed-apis on Airflow 3, because the plug-in checks no login there: anyone who reaches Airflow's port can deploy and run code and read the process's environment, until the kit's gateway is in front (measured on Airflow 3.3.1 with managed APIs 1.13.6.3)",
      fix: steps(
        "Put the kit's gateway in front of Airflow, then say so",
        setCommand("airflow.confirmUnauthenticatedDeploy", "true"),
      ),
    });
  }
  return problems;
}

function connectorProblems(version: string, { connectors }: ExistingAirflow): AirflowProblem[] {
  return unknownConnectorProblems(version, connectors);
}

function certificateProblems({ verifySsl, certificatePath }: ExistingAirflow): AirflowProblem[] {
  if (verifySsl !== "validate" || certificatePath !== undefined) return [];
  return [
    {
      key: "airflow.certificatePath",
      allowed: 'required when airflow.verifySsl is "validate": workflows on your Airflow read the CA there',
      fix: set("airflow.certificatePath", "/PATH/OF/CA.pem"),
    },
  ];
}

function unusedConnectors({ connectors }: ExistingAirflow): AirflowProblem[] {
  if (connectors.length === 0) return [];
  return [
    {
      key: "airflow.connectors",
      found: `${connectors.length} connectors without an angle that installs them`,
      allowed: "connectors together with an angle, because nothing is installed without one",
      fix: either(
        remove("airflow.connectors"),
        steps("Or name an angle that installs them", setCommand("airflow.angles[0]", "connectors")),
      ),
    },
  ];
}

/** What a reader of the preview should know of an Airflow section that is not wrong. */
export function airflowNotes(version: string, airflow: ExistingAirflow): AirflowNote[] {
  const notes: AirflowNote[] = [];
  if (
    airflow.angles.length > 0 &&
    airflow.version !== undefined &&
    packageVersion(version) !== undefined &&
    !isProven(version, airflow.version)
  ) {
    const proven = provenCombinations.map((it) => `${it.packages} on Airflow ${it.airflow}`).join(", ");
    notes.push({
      key: "airflow.version",
      text: `Airflow ${airflow.version} with openmetadata-ingestion ${packageVersion(version)} has not been run by this project, which ran ${proven}. The kit's check says whether it works.`,
    });
  }
  if (airflow.angles.includes("lineage-backend") && airflow.version !== undefined && isAirflow3(airflow.version)) {
    notes.push({
      key: "airflow.angles",
      text: "Airflow 3 has no lineage backend; the kit brings what is left: a lineage task and status callbacks that each DAG adds.",
    });
  }
  return notes;
}

/** Connectors that a release does not have; its image could not be built, and the kit not installed. */
export function unknownConnectorProblems(version: string, connectors: readonly string[]): AirflowProblem[] {
  const facts = connectorFacts(version);
  const problems = unknownConnectors(version, connectors).map(({ name, nearest }) => {
    const key = `airflow.connectors[${connectors.indexOf(name)}]`;
    const allowed = `a connector of openmetadata-ingestion ${facts?.package ?? version} (openmetadata/connectors/${facts?.line ?? version}.json)`;
    return nearest === undefined
      ? { key, found: `"${name}"`, allowed, fix: remove(key) }
      : { key, found: `"${name}"`, allowed: `${allowed}; did you mean "${nearest}"?`, fix: set(key, nearest) };
  });
  // Entries move up when one before them is removed, so the last goes first.
  return problems.reverse();
}

/** Whether a version of Airflow has the parts of Airflow 3: api-server, dag-processor, execution API. */
export const isAirflow3 = (airflowVersion: string): boolean => (parseVersion(airflowVersion)[0] ?? 0) >= 3;

/** Path below Airflow's base URL at which the managed APIs answer; it follows the team's Airflow, not the release. */
export const managedApisPath = (airflowVersion: string): string =>
  isAirflow3(airflowVersion) ? "/pluginsv2/api/v2/openmetadata" : "/api/v1/openmetadata";
