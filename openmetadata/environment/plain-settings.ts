import { z } from "zod";
import { type Problem, problemText, refused } from "../../problems/problem";
import { yamlScalar } from "../configuration/values";
import { serverVariable } from "../variables/server-variables";
import type { EnvironmentBuilder } from "./environment";

/**
 * A key of the stack file whose value goes to one variable of the server as it is, declared once. Where the variable
 * depends on more, its row in server-parts.ts wins.
 */
interface PlainSetting<Schema extends z.ZodType = z.ZodType> {
  /** What the key takes, with its meaning, which editors and the reference show. */
  readonly schema: Schema;
  /** The variable that carries it; where releases name it differently, every name. A release reads one of them. */
  readonly variables: readonly [string, ...string[]];
  /** Value that changes nothing, so that a release without the variable does not refuse it. */
  readonly harmless?: z.output<Schema>;
}

export type PlainSettings = Readonly<Record<string, PlainSetting>>;

/** The values of a table's keys; a key that the stack file does not set may be absent. */
export type PlainValues<Settings extends PlainSettings> = {
  readonly [Key in keyof Settings]?: z.output<Settings[Key]["schema"]>;
};

const plain = <Schema extends z.ZodType>(
  schema: Schema,
  variables: PlainSetting["variables"],
  harmless?: z.output<Schema>,
): PlainSetting<Schema> => ({ schema, variables, ...(harmless !== undefined && { harmless }) });

/** Keys of `server`. */
export const serverKeys = {
  logLevel: plain(
    z
      .enum(["ERROR", "WARN", "INFO", "DEBUG", "TRACE"])
      .optional()
      .describe("How much the server logs; the release's default, INFO since 0.12.3, when absent."),
    ["LOG_LEVEL"],
  ),
} satisfies PlainSettings;

/** Keys of `airflow`, of whichever host: how the server's pipeline client talks to Airflow. */
export const airflowClientKeys = {
  timeoutSeconds: plain(
    z
      .int()
      .min(1)
      .max(600)
      .optional()
      .describe("Seconds that the server waits for Airflow; the release's default when absent."),
    ["AIRFLOW_TIMEOUT"],
  ),
  healthCheckIntervalSeconds: plain(
    z
      .int()
      .min(10)
      .max(86400)
      .optional()
      .describe("Seconds between the server's checks of Airflow; the release's default when absent."),
    ["PIPELINE_SERVICE_CLIENT_HEALTH_CHECK_INTERVAL"],
  ),
  hostIp: plain(
    z
      .string()
      .min(1)
      .optional()
      .describe(
        "Address of Airflow that the server shows to users, who let it in to their sources; asked of Airflow when absent.",
      ),
    ["PIPELINE_SERVICE_CLIENT_HOST_IP", "AIRFLOW_HOST_IP"],
  ),
  trustStorePath: plain(
    z
      .string()
      .startsWith("/")
      .optional()
      .describe(
        "Trust store inside the server's image that verifies Airflow's certificate; its password is secrets.airflow.trustStorePassword.",
      ),
    ["AIRFLOW_TRUST_STORE_PATH"],
  ),
  secretsManagerLoader: plain(
    z
      .enum(["noop", "airflow", "env"])
      .optional()
      .describe("Where workflows find the credentials of a secrets manager; the release's default, noop, when absent."),
    ["PIPELINE_SERVICE_CLIENT_SECRETS_MANAGER_LOADER"],
  ),
} satisfies PlainSettings;

/** Keys of `airflow` with host `existing` alone. */
export const existingAirflowKeys = {
  verifySsl: plain(
    z
      .enum(["no-ssl", "ignore", "validate"])
      .default("no-ssl")
      .describe("How workflows on your Airflow verify the OpenMetadata server's certificate."),
    ["PIPELINE_SERVICE_CLIENT_VERIFY_SSL", "AIRFLOW_VERIFY_SSL"],
    "no-ssl",
  ),
  certificatePath: plain(
    z.string().startsWith("/").optional().describe("Path on the Airflow host of the CA file for verifySsl: validate."),
    ["PIPELINE_SERVICE_CLIENT_SSL_CERT_PATH", "AIRFLOW_SSL_CERT_PATH"],
  ),
} satisfies PlainSettings;

export const allAirflowKeys = { ...airflowClientKeys, ...existingAirflowKeys };

/** The tables, by the section of the stack file that their keys are in. */
const plainSettings = { server: serverKeys, airflow: allAirflowKeys } satisfies Readonly<Record<string, PlainSettings>>;

/** The keys of a table as properties of a section's schema. */
export const schemasOf = <Settings extends PlainSettings>(settings: Settings) =>
  Object.fromEntries(Object.entries(settings).map(([key, { schema }]) => [key, schema])) as {
    [Key in keyof Settings]: Settings[Key]["schema"];
  };

/** Those of a table's keys that a section sets. */
export const plainValuesOf = <Settings extends PlainSettings>(
  settings: Settings,
  section: PlainValues<Settings>,
): PlainValues<Settings> =>
  Object.fromEntries(
    Object.keys(settings).flatMap((key) => {
      const value = section[key];
      return value === undefined ? [] : [[key, value]];
    }),
  ) as PlainValues<Settings>;

type Section = keyof typeof plainSettings;
type SectionValues<In extends Section> = PlainValues<(typeof plainSettings)[In]>;

/** The keys of a section that have a value. */
const setKeys = <In extends Section>(section: In, values: SectionValues<In>) =>
  Object.entries<PlainSetting>(plainSettings[section]).flatMap(([key, setting]) => {
    const value: unknown = values[key as keyof typeof values];
    return value === undefined ? [] : [{ key, value, ...setting }];
  });

/** Keys that are set although the release reads no variable for them, and which would change nothing. */
export const plainProblems = <In extends Section>(section: In, values: SectionValues<In>, version: string): Problem[] =>
  setKeys(section, values).flatMap(({ key, value, variables, harmless }) => {
    if (value === harmless || variables.some((name) => serverVariable(name, version) !== undefined)) return [];
    const allowed = `nothing with OpenMetadata ${version}, which reads none of ${variables.join(", ")}`;
    return [refused(`${section}.${key}`, String(value), allowed)];
  });

/** Sets the variables of the keys that have a value; a key that the release does not read is an error. */
export function plainEnvironment<In extends Section>(
  section: In,
  values: SectionValues<In>,
  version: string,
  builder: EnvironmentBuilder,
): void {
  const [problem] = plainProblems(section, values, version);
  if (problem !== undefined) throw new Error(problemText(problem));
  for (const { value, variables } of setKeys(section, values)) {
    const name = variables.find((variable) => builder.reads(variable));
    if (name !== undefined) builder.set(name, typeof value === "string" ? yamlScalar(value) : String(value));
  }
}

/** Variable and key of every plain setting: `AIRFLOW_TIMEOUT` and `airflow.timeoutSeconds`. */
export const plainSources = (): [variable: string, key: string][] =>
  Object.entries<PlainSettings>(plainSettings).flatMap(([section, settings]) =>
    Object.entries(settings).flatMap(([key, { variables }]) =>
      variables.map((variable): [string, string] => [variable, `${section}.${key}`]),
    ),
  );
