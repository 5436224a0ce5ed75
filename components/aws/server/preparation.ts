import * as pulumi from "@pulumi/pulumi";
import type { SearchPreparation } from "../../../openmetadata/tasks/search-settings";
import { serverAddress } from "../../../openmetadata/tasks/server-security";
import { serverStepTask } from "../../../openmetadata/tasks/server-steps";
import type { Database } from "../data/database";
import type { Search } from "../data/search";
import { databaseStep } from "../tasks/database-step";
import type { Step } from "../tasks/step";
import { serverStep, type ServerStepPlace } from "./server-step";

/** Arguments of {@link Preparation}. */
export interface PreparationArgs extends ServerStepPlace {
  readonly database: Database;
  readonly search: Search;
  /** What a task of the server's image or role meets when it runs: the way to database and search, and its role's policies. */
  readonly startsAfter: readonly pulumi.Resource[];
}

/**
 * What is made ready before anything of a release runs: the server's database and login, and settings of the stack's own search domain.
 *
 * Cost: a task of 0.25 vCPU for each, while it runs.
 */
export class Preparation extends pulumi.ComponentResource {
  readonly steps: readonly Step[];
  /** What needs database or search waits for these. */
  readonly ready: readonly pulumi.Resource[];

  constructor(prefix: string, args: PreparationArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:Preparation", `${prefix}-preparation`, {}, options);
    const child = { parent: this };
    const { settings } = args;
    this.steps = [
      serverDatabase(prefix, args, child),
      ...(settings.search ? serverStep(prefix, "search-settings", searchTold(settings.search, args), args, child) : []),
    ];
    this.ready = this.steps.map(({ run }) => run);
    this.registerOutputs();
  }
}

function serverDatabase(
  prefix: string,
  { config, place, database, settings }: PreparationArgs,
  child: pulumi.ComponentResourceOptions,
): Step {
  return databaseStep(
    prefix,
    {
      config,
      place,
      database,
      shortName: "database",
      task: serverStepTask(settings, "database")!,
      architecture: config.server.architecture,
      names: settings.database,
      password: "database.server",
      securityGroupId: place.groups.server.id,
      logGroup: place.logs.group("server"),
      triggers: securityTriggers({ settings }),
    },
    child,
  );
}

/** What stored settings of the server are compared with. */
const securityTriggers = ({ settings }: Pick<PreparationArgs, "settings">) => ({
  security: settings.security.fingerprint,
  address: serverAddress(settings) ?? "none",
});

const searchTold = (told: SearchPreparation, { search, startsAfter }: PreparationArgs) => ({
  triggers: {
    search: search.domain?.domainId ?? search.host,
    copies: String(told.replicas),
    admins: told.adminRoleArns.join(", "),
  },
  runsAtCreate: true,
  ifItFails: "What runs goes on as it is; new search indices may be cut into too many shards.",
  startsAfter: [...startsAfter, ...search.ready],
});

/** Stored security settings, and a stored address, that are not the stack's; none where the release has no commands for it. */
export function securityStep(
  prefix: string,
  args: PreparationArgs,
  migrated: readonly pulumi.Resource[],
  options: pulumi.ComponentResourceOptions,
): Step[] {
  const { database, settings } = args;
  const occasion = {
    triggers: {
      database: pulumi.interpolate`${database.identity}/${settings.database.name}`,
      ...securityTriggers(args),
    },
    // A stack of an earlier release did this at each start of the server.
    runsAtCreate: true,
    ifItFails: "The server that runs goes on as it is; the new sign-on settings are not in effect.",
    startsAfter: [...args.startsAfter, ...migrated],
  };
  return serverStep(prefix, "security", occasion, args, options);
}
