import type { AuthenticationMode } from "../auth/modes";

/** User that an image's processes run as, and where that is known from. */
export interface ImageUser {
  readonly uid: number;
  readonly gid: number;
  readonly source: string;
}

/** Lowest and highest version that a release works with; `maximum` counts with every patch of it. */
export interface VersionRange {
  readonly minimum: string;
  readonly maximum?: string;
}

/** What a release reads and how its images behave. Facts carry their source in `line-facts.ts`. */
export interface ReleaseLine {
  /** Name of the line: `1.11–1.13`. */
  readonly name: string;
  /** The release asked for. */
  readonly version: string;
  /** Set when the release is newer than any this project knows of: what it reads is assumed unchanged. */
  readonly note?: string;
  /** Airflow of the ingestion image. */
  readonly airflowMajor: 2 | 3;
  readonly airflowVersion: string;
  /** Section of the server's configuration that describes Airflow. */
  readonly airflowSection: "airflowConfiguration" | "pipelineServiceClientConfiguration";
  /** Repositories of the official images, without tag. */
  readonly images: { readonly server: string; readonly ingestion: string };
  readonly serverPort: number;
  readonly adminPort: number;
  /** Where a load balancer asks the server for its health. */
  readonly serverHealth: { readonly port: number; readonly path: string };
  /** Airflow's programs were proved to run in tasks of their own (tests/airflow/split-host.test.ts). */
  readonly splitsAirflow: boolean;
  readonly airflowPort: number;
  readonly airflowHealthPath: string;
  /** Path below Airflow's base URL at which the managed APIs answer. */
  readonly managedApisPath: string;
  readonly airflowHome: string;
  readonly airflowDagsFolder: string;
  readonly airflowGeneratedConfigsFolder: string;
  readonly airflowUser: ImageUser;
  readonly serverUser: ImageUser;
  readonly serverHome: string;
  /** How the ingestion container starts; the image's own start when absent. */
  readonly airflowStart?: { readonly entryPoint: readonly string[]; readonly command: readonly string[] };
  /** `at-start`: the server's start script migrates; otherwise the command of a job before it, run in `serverHome`. */
  readonly migration: "at-start" | { readonly command: readonly string[] };
  readonly authenticationModes: readonly AuthenticationMode[];
  /** Whether OIDC modes have a confidential client. */
  readonly confidentialClients: boolean;
  readonly databaseMinimum: { readonly postgres: string; readonly mysql: string };
  readonly searchRange: { readonly opensearch: VersionRange; readonly elasticsearch: VersionRange };
  /** Sessions live in one server's memory: a second replica needs sticky sessions. */
  readonly stickySessions: boolean;
  /** Whether several servers may run on one database, also for the minutes of a rolling change, and what is known against it. */
  readonly severalServers: { readonly judgement: "refused" | "warned" | "allowed"; readonly why: string };
  /** The server can sign search requests with IAM credentials. */
  readonly signsSearchRequests: boolean;
  /** Security settings stored in the database win over the environment, and can be removed by the command below. */
  readonly storedSecuritySettings: boolean;
  /** Removes the stored security settings; run in `serverHome`. */
  readonly removeSecuritySettings?: { readonly command: readonly string[] };
  /** The server's address is kept in the database from the first start on; the command stores another, which follows it. Run in `serverHome`. */
  readonly setServerUrl?: { readonly command: readonly string[] };
  /** Makes every search index again from the database; run in `serverHome`. */
  readonly reindex?: { readonly command: readonly string[] };
  /** Deploys every ingestion pipeline again; run in `serverHome`. */
  readonly deployPipelines?: { readonly command: readonly string[] };
  /** The filter that enforces the principal domain lets the server's own bots through. */
  readonly exemptsBots: boolean;
  /** Principal domain when none is set; more than one where the files before and after the release differ. */
  readonly defaultPrincipalDomains: readonly string[];
  /** Where the server publishes its own public keys. */
  readonly jwksPath: string;
  /** The Java package of the server's classes. */
  readonly javaPackage: string;
  /** The ingestion entrypoint takes database options (`DB_PROPERTIES`). */
  readonly databaseProperties: boolean;
}
