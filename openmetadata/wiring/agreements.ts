import type { IngestionEnvironmentSettings } from "../environment/ingestion-environment";
import type { ServerEnvironmentSettings } from "../settings";

/** Why the value of a variable is not free: another part of the stack counts on it. */
export interface Wire {
  /** What counts on it, as the rest of a sentence that begins with "nothing else:". */
  readonly because: string;
  /** Key of the stack file that changes every part together; absent where none does. */
  readonly key?: string;
  /** Values that agree with the stack's own; none when it may not be set at all. */
  readonly right?: readonly string[];
}

/** One thing that an environment and another part of the stack must agree on, and the same settings without agreement. */
export interface Agreement<Settings> extends Wire {
  readonly otherwise: (settings: Settings) => Settings;
}

const host = "elsewhere.invalid";
const port = 65_000;
const url = "http://elsewhere.invalid:65000";

/** The database is made ready by containers of the stack's own, which read the settings and not the variables. */
const ofDatabase = <
  Settings extends ServerEnvironmentSettings | IngestionEnvironmentSettings,
>(): Agreement<Settings>[] => {
  const other = (key: string, because: string, change: Partial<Settings["database"]>): Agreement<Settings> => ({
    key,
    because,
    otherwise: (settings) => ({ ...settings, database: { ...settings.database, ...change } }),
  });
  const prepared = "the stack makes database and login there, and opens the way to it";
  const made = "the stack makes it before the program starts";
  return [
    other("database.host", prepared, { host } as Partial<Settings["database"]>),
    other("database.port", prepared, { port } as Partial<Settings["database"]>),
    other("database.engine", prepared, { engine: "mysql" } as Partial<Settings["database"]>),
    other("database.engine", prepared, { engine: "postgres" } as Partial<Settings["database"]>),
    { ...other("database", made, { name: "elsewhere" } as Partial<Settings["database"]>), key: undefined },
    { ...other("database", made, { user: "elsewhere" } as Partial<Settings["database"]>), key: undefined },
  ];
};

const searchAgreements: readonly Agreement<ServerEnvironmentSettings>[] = (
  [
    ["search.host", { host }],
    ["search.port", { port }],
    ["search.scheme", { scheme: "http" }],
    ["search.scheme", { scheme: "https" }],
    ["search.engine", { engine: "opensearch" }],
    ["search.engine", { engine: "elasticsearch" }],
    ["search.login", { login: { kind: "none" } }],
    ["search.username", { login: { kind: "password", username: "elsewhere" } }],
  ] as const
).map(([key, change]) => ({
  key,
  because: "rights, rules and passwords of the search cluster follow from the stack file",
  otherwise: (settings) => ({ ...settings, search: { ...settings.search, ...change } }),
}));

export const serverAgreements: readonly Agreement<ServerEnvironmentSettings>[] = [
  ...ofDatabase<ServerEnvironmentSettings>(),
  ...searchAgreements,
  {
    key: "server.publicUrl",
    because: "addresses that browsers and the identity provider use follow from it",
    otherwise: (settings) => ({ ...settings, publicUrl: "http://elsewhere.invalid" }),
  },
  {
    because: "workflows call the server there, and the stack opens the way",
    otherwise: (settings) => ({ ...settings, metadataApiEndpoint: `${url}/api` }),
  },
  {
    key: "airflow.endpoint",
    because: "the stack opens the way to Airflow there",
    otherwise: ({ airflow, ...settings }) => ({
      ...settings,
      ...(airflow && { airflow: { ...airflow, endpoint: url } }),
    }),
  },
  {
    key: "airflow.username",
    because: "Airflow has this user from the stack",
    otherwise: ({ airflow, ...settings }) => ({
      ...settings,
      ...(airflow && { airflow: { ...airflow, username: "elsewhere" } }),
    }),
  },
  {
    because: "the stack writes the key pair there and derives its id",
    otherwise: (settings) => ({
      ...settings,
      jwt: { ...settings.jwt, privateKeyPath: "/elsewhere/1", publicKeyPath: "/elsewhere/2", keyId: "elsewhere" },
    }),
  },
];

export const airflowAgreements: readonly Agreement<IngestionEnvironmentSettings>[] = [
  ...ofDatabase<IngestionEnvironmentSettings>(),
  {
    key: "airflow.username",
    because: "the server logs in as this user",
    otherwise: (settings) => ({ ...settings, adminUser: "elsewhere" }),
  },
  {
    because: "workflows call the server there, and the stack opens the way",
    otherwise: (settings) => ({ ...settings, serverApiUrl: `${url}/api` }),
  },
  {
    because: "the stack's private name of Airflow, which its health check and the server use",
    otherwise: (settings) => ({ ...settings, baseUrl: url }),
  },
];
