import * as pulumi from "@pulumi/pulumi";
import type * as iam from "@pulumi/aws/iam";
import { movesIn } from "../../../config/server-settings";
import type { StackConfig } from "../../../config/stack-config";
import type { ReleaseLine } from "../../../openmetadata/releases/release-lines";
import { type ServerStepName, type ServerStepSettings, serverStepTask } from "../../../openmetadata/tasks/server-steps";
import type { AirflowHost } from "../airflow/airflow-host";
import type { Search } from "../data/search";
import { repositoriesOf } from "../tasks/image-repository";
import { Step, type StepArgs } from "../tasks/step";
import type { TaskPlace } from "../tasks/task-place";
import type { Server } from "./server";

/** Arguments of {@link CatalogSteps}. */
export interface CatalogStepsArgs {
  readonly config: StackConfig;
  readonly line: ReleaseLine;
  readonly place: TaskPlace;
  /** What the server's own task follows from. */
  readonly settings: ServerStepSettings;
  readonly server: Server;
  /** The server's task role, the only one that a signed search domain knows. */
  readonly role: iam.Role;
  readonly search: Search;
  /** The Airflow that the stack runs. */
  readonly airflow?: AirflowHost;
}

/** What a step of the catalog is besides its command. */
type Occasion = Pick<StepArgs, "triggers" | "ifItFails" | "startsAfter">;

/**
 * What upstream asks a person to do once a new release runs, or when search or Airflow's files are new: the search indices
 * are made anew, and the ingestion pipelines deployed again. On a new catalog there is nothing to do yet.
 *
 * Cost: a task of the server's size while one runs.
 */
export class CatalogSteps extends pulumi.ComponentResource {
  readonly steps: readonly Step[];

  constructor(name: string, args: CatalogStepsArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:CatalogSteps", name, {}, options);
    const { reindex, redeployPipelines } = args.config.steps;
    const redeployed = redeployPipelines ? args.airflow : undefined;
    this.steps = [
      ...(reindex ? this.step(name, "reindex", reindexed(args), args) : []),
      ...(redeployed ? this.step(name, "redeploy-pipelines", redeployment(redeployed, args), args) : []),
    ];
    this.registerOutputs();
  }

  private step(prefix: string, shortName: ServerStepName, occasion: Occasion, args: CatalogStepsArgs): Step[] {
    const { config, place, role, settings } = args;
    const task = serverStepTask(settings, shortName);
    if (task === undefined) return [];
    const { cpu, memory, ephemeralStorageGiB, architecture } = config.server;
    return [
      new Step(
        `${prefix}-${shortName}`,
        {
          ...place,
          ...{ cpu, memory, ephemeralStorageGiB, architecture },
          shortName,
          task,
          region: place.location.region,
          logGroup: place.logs.group("server"),
          role,
          statements: [],
          policyArns: [],
          repositoryArns: repositoriesOf(task),
          subnetIds: place.network.privateSubnetIds,
          securityGroupId: place.groups.server.id,
          runsAtCreate: hasEarlierData(config),
          timeLimitMinutes: config.steps.timeLimitMinutes,
          ...occasion,
        },
        { parent: this },
      ),
    ];
  }
}

/** The database holds a catalog before the first `up`: its search indices and the files of its pipelines are elsewhere. */
const hasEarlierData = ({ database }: StackConfig): boolean =>
  (database.mode === "create" && database.snapshotIdentifier !== undefined) || movesIn(database);

const reindexed = ({ config, search, server }: CatalogStepsArgs): Occasion => ({
  triggers: { release: config.version, search: search.domain?.domainId ?? search.host },
  ifItFails:
    "The catalog runs and its data are whole; until the step has ended well, search may lack entries or show old ones.",
  startsAfter: [server.service.service, ...search.ready],
});

const redeployment = (airflow: AirflowHost, { config, server }: CatalogStepsArgs): Occasion => ({
  triggers: { release: config.version, files: airflow.storage.fileSystemId },
  ifItFails:
    "Server and Airflow run; until the step has ended well, ingestion pipelines of before may be missing or fail in Airflow.",
  startsAfter: [server.service.service, airflow.service.service],
});
