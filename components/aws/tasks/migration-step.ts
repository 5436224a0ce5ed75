import * as pulumi from "@pulumi/pulumi";
import type { DatabaseConfig } from "../../../config/schema";
import type { Database } from "../data/database";
import type { BeforeStep } from "./step-resource";
import type { TaskPlace } from "./task-place";

/** Another value of one of these asks for a migration, and stops for it what runs on the schema. */
export type MigrationTriggers = Readonly<Record<"release" | "image" | "database", pulumi.Input<string>>>;

/** What a schema follows from: `image` where the stack file names one, `database` by its name on the server. */
export const migrationTriggers = (
  release: string,
  image: string | undefined,
  { server, database }: { readonly server: Pick<Database, "identity">; readonly database: pulumi.Input<string> },
): MigrationTriggers => ({
  release,
  image: image ?? "of the release",
  database: pulumi.interpolate`${server.identity}/${database}`,
});

type Snapshot = NonNullable<BeforeStep["snapshot"]>;

/** The snapshot that a migration takes of the stack's own database before it, or why it takes none. */
export const snapshotBefore = (
  config: DatabaseConfig,
  { instance }: Pick<Database, "instance">,
  own: Pick<Snapshot, "prefix" | "tags" | "takenBy">,
): Pick<BeforeStep, "snapshot" | "withoutSnapshot"> => {
  const keep = config.mode === "create" ? config.upgradeSnapshots : 0;
  return {
    withoutSnapshot:
      instance === undefined
        ? "the database is yours: no snapshot is taken here, so the way back is your own backup"
        : "no snapshot is taken: database.upgradeSnapshots is 0",
    ...(instance !== undefined && keep > 0 && { snapshot: { instance: instance.identifier, keep, ...own } }),
  };
};

/** The command that shows what the services of a program said in the last hour, to find out why none became healthy. */
export const recentLogCommand = ({ logs, location }: TaskPlace, program: "server" | "airflow"): pulumi.Output<string> =>
  pulumi.interpolate`aws logs tail ${logs.group(program).name} --since 1h --region ${location.region}`;
