import { resolvedValues } from "../configuration/template";
import type { ReleaseLine } from "../releases/release-lines";
import { serverVariablesOf } from "../variables/server-variables";
import type { Wire } from "./agreements";

const because = "health checks, the balancer, rules and every address of the stack count on it";

/** Configuration keys of where the server listens and below which path, with the values that the stack counts on. */
const serverKeys = (
  line: Pick<ReleaseLine, "serverPort" | "adminPort">,
): Readonly<Record<string, readonly string[]>> => ({
  "server.applicationConnectors.0.port": [String(line.serverPort)],
  "server.adminConnectors.0.port": [String(line.adminPort)],
  "server.applicationConnectors.0.bindHost": ["0.0.0.0", "::"],
  "server.adminConnectors.0.bindHost": ["0.0.0.0", "::"],
  "server.applicationConnectors.0.type": ["http"],
  "server.adminConnectors.0.type": ["http"],
  "server.applicationContextPath": ["/"],
  "server.adminContextPath": ["/"],
  "server.rootPath": ["/api/*"],
  basePath: ["/"],
});

/** The release's variables behind these keys. */
export function serverListening(line: ReleaseLine): Map<string, Wire> {
  const keys = serverKeys(line);
  const wires = new Map<string, Wire>();
  for (const { name, keys: own } of serverVariablesOf(line.version)) {
    const key = Object.keys(own).find((one) => Object.hasOwn(keys, one));
    if (key !== undefined) wires.set(name, { because, right: keys[key] ?? [] });
  }
  return wires;
}

/** A configuration key with a value that contradicts what the stack counts on. */
export interface ContradictingKey {
  readonly key: string;
  readonly found: string;
  readonly right: readonly string[];
  /** The variable that the value comes from. */
  readonly name?: string;
}

/** Such keys of a configuration file of the user's own, with its variables replaced as the server does. */
export function contradictingKeys(
  text: string,
  environment: Readonly<Record<string, string>>,
  line: ReleaseLine,
): ContradictingKey[] {
  const keys = serverKeys(line);
  return resolvedValues(text, environment).flatMap(({ key, value, names }) => {
    const right = keys[key];
    if (right === undefined || right.includes(value)) return [];
    const name = names.find((one) => Object.hasOwn(environment, one));
    return [{ key, found: value, right, ...(name !== undefined && { name }) }];
  });
}

const never = (reason: string): Wire => ({ because: reason });

/** Airflow's options by their names, in any section a release keeps them in, with what the stack counts on. */
const airflowPatterns = (line: ReleaseLine): readonly (readonly [RegExp, Wire])[] => [
  [/^AIRFLOW__(WEBSERVER|API)__(WEB_SERVER_)?PORT$/, { because, right: [String(line.airflowPort)] }],
  [/^AIRFLOW__(WEBSERVER|API)__(WEB_SERVER_)?HOST$/, { because, right: ["0.0.0.0", "::"] }],
  [/^AIRFLOW__(WEBSERVER|API)__(WEB_SERVER_)?SSL_(CERT|KEY)$/, never("the stack asks Airflow by plain HTTP")],
  [/^AIRFLOW__(WEBSERVER|API)__BASE_URL$|^AIRFLOW_WEBSERVER_BASE_URL$/, never(because)],
  [
    /^AIRFLOW__(CORE|DATABASE)__SQL_ALCHEMY_CONN(_ASYNC)?$/,
    { key: "database.host", because: "the connection is that to the database of the stack" },
  ],
  [/^AIRFLOW_HOME$/, { because: "the stack mounts folders below it", right: [line.airflowHome] }],
  [/^AIRFLOW__CORE__DAGS_FOLDER$/, { because: "the stack mounts a folder there", right: [line.airflowDagsFolder] }],
  [
    /^AIRFLOW__OPENMETADATA_AIRFLOW_APIS__DAG_GENERATED_CONFIGS$/,
    { because: "the stack mounts a folder there", right: [line.airflowGeneratedConfigsFolder] },
  ],
  [
    /^AIRFLOW__(LOGGING|CORE)__BASE_LOG_FOLDER$/,
    { because: "the stack mounts a folder there", right: [`${line.airflowHome}/logs`] },
  ],
  [
    /^AIRFLOW__CORE__EXECUTOR$/,
    { key: "airflow.executor", because: "the stack's tasks and rights follow from it", right: ["LocalExecutor"] },
  ],
  [/^AIRFLOW__CORE__EXECUTION_API_SERVER_URL$/, never("tasks call the API server in their own container")],
];

/** Airflow takes the same option by a command or from a secrets backend as well. */
const bareOption = (name: string): string => name.replace(/_(CMD|SECRET)$/, "");

/** What the stack counts on of an option of Airflow; undefined when nothing depends on it. */
export function airflowListening(name: string, line: ReleaseLine): Wire | undefined {
  const [, wire] = airflowPatterns(line).find(([pattern]) => pattern.test(bareOption(name))) ?? [];
  if (wire === undefined || bareOption(name) === name) return wire;
  return { because: wire.because, ...(wire.key !== undefined && { key: wire.key }) };
}

/** The server logs in with user and password: a back-end for them has to stay among Airflow's. */
export function airflowLogin(name: string, value: string): Wire | undefined {
  const because = "the server logs in to Airflow with user and password";
  if (/^AIRFLOW__(API|FAB)__AUTH_BACKENDS$/.test(name) && !/\bbasic_auth\b/.test(value)) return never(because);
  return name === "AIRFLOW__CORE__AUTH_MANAGER" && !value.endsWith("FabAuthManager") ? never(because) : undefined;
}
