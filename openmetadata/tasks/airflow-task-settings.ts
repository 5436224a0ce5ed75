import type { Input } from "@pulumi/pulumi";
import type { ReleaseLine } from "../releases/release-lines";
import type { RunLogPlace } from "../environment/run-logs";
import type { WorkerSizes } from "./airflow-program";
import type { EnvironmentVariable } from "./container-spec";
import type { TaskDatabase } from "./database-bootstrap";

/** What every task of Airflow is made from. */
export interface AirflowTaskSettings {
  readonly line: Pick<
    ReleaseLine,
    | "airflowMajor"
    | "airflowHealthPath"
    | "airflowHome"
    | "airflowDagsFolder"
    | "airflowGeneratedConfigsFolder"
    | "airflowUser"
    | "airflowStart"
  >;
  readonly images: {
    readonly ingestion: Input<string>;
    /** Image with `psql` or `mysql`: `databaseClientImage(engine)`. */
    readonly databaseClient: Input<string>;
    /** nginx; used with Airflow 3 only. */
    readonly gateway: Input<string>;
  };
  readonly database: TaskDatabase;
  /** From `ingestionEnvironment`. */
  readonly environment: readonly EnvironmentVariable[];
  /** Airflow user that the server logs in as; its password is the secret `airflow.password`. */
  readonly adminUser: string;
  /** The stack brings certificate authorities of the user's own, as the secret `network.caCertificates`. */
  readonly ownAuthorities?: boolean;
  /** The gateway before the managed APIs; by default on Airflow 3, whose managed APIs check no login. */
  readonly gateway?: boolean;
  /** @default single */
  readonly topology?: AirflowTopology;
  /** By kind of pipeline, where runs are tasks of their own; the worker's own size for every other kind. */
  readonly workerSizes?: WorkerSizes;
  /** Where tasks of runs keep their logs. @default volume */
  readonly runLogs?: RunLogPlace;
}

/** `single`: every program of Airflow in one task. `split`: api-server, scheduler and DAG processor each in their own. */
export type AirflowTopology = "single" | "split";
