import * as pulumi from "@pulumi/pulumi";
import type { ServerCount } from "../../../config/server-count";
import type { Database } from "../data/database";
import { type MigrationTriggers, migrationTriggers, recentLogCommand, snapshotBefore } from "../tasks/migration-step";
import { type BeforeStep, RunningServices } from "../tasks/step-resource";
import type { Step } from "../tasks/step";
import type { FargateService } from "../tasks/fargate-service";
import { serverImage } from "./server-plan";
import { serverStep, type ServerStepPlace } from "./server-step";

/** Arguments of {@link Migration}. */
export interface MigrationArgs extends ServerStepPlace {
  readonly database: Database;
  /** Name of the server's service, which its tag `Name` has. */
  readonly serverName: string;
  /** What the server's task meets when it runs: database, search, the way to both, and its role's policies. */
  readonly startsAfter: readonly pulumi.Resource[];
}

/**
 * The migration of the catalog's database, as a step before the server: old servers are stopped, a snapshot is taken, the new
 * release migrates. Where the server's start script migrates there is none.
 *
 * One resource, since a second try has to look again for servers that somebody started meanwhile.
 *
 * Cost: a task of the server's size while it runs; the kept snapshots (0.095 USD a GiB and month, us-east-1, of what differs).
 */
export class Migration extends pulumi.ComponentResource {
  /** What needs the migrated database waits for these; empty where the server's start script migrates. */
  readonly ready: readonly pulumi.Resource[];
  private readonly step?: Step;
  private readonly triggers: MigrationTriggers;

  constructor(
    private readonly prefix: string,
    private readonly args: MigrationArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("openmetadata:aws:Migration", prefix, {}, options);
    const { config, database, settings } = args;
    this.triggers = migrationTriggers(config.version, config.server.image, {
      server: database,
      database: settings.database.name,
    });
    const occasion = {
      triggers: this.triggers,
      // A migration that finds nothing to do ends well; a stack of an earlier release has none in its state.
      runsAtCreate: true,
      ifItFails: "Nothing of the new release runs yet.",
      startsAfter: args.startsAfter,
      before: before(prefix, args),
    };
    [this.step] = serverStep(prefix, "migrate", occasion, args, { parent: this });
    this.ready = this.step ? [this.step.run] : [];
    this.registerOutputs();
  }

  /** Sees to it that the server runs at its count once its service has the new task definition. */
  serves({ service }: FargateService, { minimum, maximum }: ServerCount, scaled: boolean): RunningServices[] {
    if (!this.step) return [];
    const { config, place } = this.args;
    return [
      new RunningServices(
        `${this.prefix}-server-runs`,
        {
          step: "server-runs",
          cluster: place.cluster.arn,
          services: [{ service: service.name, count: minimum, scaled }],
          triggers: { ...this.triggers, count: scaled ? `${minimum} to ${maximum} by load` : String(minimum) },
          runsAtCreate: true,
          timeLimitMinutes: Math.min(config.steps.timeLimitMinutes, 90),
          ifItFails: "The database is migrated and whole: the release before cannot run on it.",
          logCommand: recentLogCommand(place, "server"),
        },
        { parent: this, dependsOn: [service] },
      ),
    ];
  }
}

const before = (prefix: string, { config, line, database, place, serverName }: MigrationArgs): BeforeStep => ({
  services: [serverName],
  container: "server",
  image: serverImage(config, line),
  ...snapshotBefore(config.database, database, { prefix: `${prefix}-before-`, tags: place.tags }),
});
