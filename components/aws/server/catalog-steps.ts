import * as pulumi from "@pulumi/pulumi";
import { movesIn } from "../../../config/server-settings";
import type { StackConfig } from "../../../config/stack-config";
import type { AirflowHost } from "../airflow/airflow-host";
import type { Search } from "../data/search";
import type { Step } from "../tasks/step";
import type { Server } from "./server";
import { type Occasion, serverStep, type ServerStepPlace } from "./server-step";

/** Arguments of {@link CatalogSteps}. */
export interface CatalogStepsArgs extends ServerStepPlace {
  readonly server: Server;
  readonly search: Search;
  /** The Airflow that the stack runs. */
  readonly airflow?: AirflowHost;
}

/**
 * What upstream asks a person to do once a new release runs, or when search or Airflow's files are new: the search indices
 * are made again, and the ingestion pipelines deployed again. On a new catalog there is nothing to do yet.
 *
 * Cost: a task of the server's size while one runs.
 */
export class CatalogSteps extends pulumi.ComponentResource {
  readonly steps: readonly Step[];

  constructor(name: string, args: CatalogStepsArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:CatalogSteps", name, {}, options);
    const { reindex, redeployPipelines } = args.config.steps;
    const redeployed = redeployPipelines ? args.airflow : undefined;
    const occasions = { runsAtCreate: hasEarlierData(args.config) };
    const child = { parent: this };
    this.steps = [
      ...(reindex ? serverStep(name, "reindex", { ...reindexed(args), ...occasions }, args, child) : []),
      ...(redeployed
        ? serverStep(name, "redeploy-pipelines", { ...redeployment(redeployed, args), ...occasions }, args, child)
        : []),
    ];
    this.registerOutputs();
  }
}

type CatalogOccasion = Omit<Occasion, "runsAtCreate">;

/** The database holds a catalog before the first `up`: its search indices and the files of its pipelines are elsewhere. */
const hasEarlierData = ({ database }: StackConfig): boolean =>
  (database.mode === "create" && database.snapshotIdentifier !== undefined) || movesIn(database);

const reindexed = ({ config, search, server }: CatalogStepsArgs): CatalogOccasion => ({
  triggers: { release: config.version, search: search.domain?.domainId ?? search.host },
  ifItFails:
    "The catalog runs and its data are whole; until the step has ended well, search may lack entries or show old ones.",
  startsAfter: [server.service.service, ...server.running, ...search.ready],
});

const redeployment = (airflow: AirflowHost, { config, server }: CatalogStepsArgs): CatalogOccasion => ({
  triggers: { release: config.version, files: airflow.storage.fileSystemId },
  ifItFails:
    "Server and Airflow run; until the step has ended well, ingestion pipelines of before may be missing or fail in Airflow.",
  startsAfter: [server.service.service, ...server.running, airflow.running],
});
