import * as pulumi from "@pulumi/pulumi";
import type { Database } from "../data/database";
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

/** The command that shows what the services of a program said in the last hour, for who has to find out why none became healthy. */
export const recentLogCommand = ({ logs, location }: TaskPlace, program: "server" | "airflow"): pulumi.Output<string> =>
  pulumi.interpolate`aws logs tail ${logs.group(program).name} --since 1h --region ${location.region}`;
