import type { AuthenticationMode } from "../auth/modes";
import type { EnvironmentVariable } from "../tasks/container-spec";
import { ingestionEnvironment } from "../environment/ingestion-environment";
import { folderOf } from "../releases/lines";
import { releaseLineOf } from "../releases/release-lines";
import { serverEnvironment } from "../environment/server-environment";
import type { ServerEnvironmentSettings } from "../settings";
import { ingestionEvidence } from "../variables/ingestion-variables";
import { type Evidence, serverVariable } from "../variables/server-variables";
import { casesOf, type ClientType, exampleIngestionSettings, exampleSettings, goldenVersions } from "./examples";

/** A golden file: its path below `openmetadata/releases`, and its text. */
export interface Golden {
  readonly path: string;
  readonly text: string;
}

/** Every golden: each line with each of its modes and client types, its ingestion image, and its other surroundings. */
export function goldens(): Golden[] {
  return goldenVersions.flatMap((version) => [
    ...casesOf(version).map(({ mode, clientType }) => serverGolden(version, mode, clientType)),
    ingestionGolden(version),
    ...variations(version),
  ]);
}

const folder = (version: string): string => `${folderOf(releaseLineOf(version))}/goldens`;

function serverGolden(version: string, mode: AuthenticationMode, clientType: ClientType): Golden {
  const client = clientType === "confidential" ? ", confidential client" : "";
  return {
    path: `${folder(version)}/${mode}${clientType === "confidential" ? ".confidential" : ""}.txt`,
    text: page(
      `Server of OpenMetadata ${version}, auth.mode ${mode}${client}`,
      serverEnvironment(exampleSettings(version, { mode, clientType })),
      (name) => serverVariable(name, version)?.evidence,
    ),
  };
}

function ingestionGolden(version: string): Golden {
  return {
    path: `${folder(version)}/ingestion.txt`,
    text: page(
      `Ingestion image of OpenMetadata ${version} (Airflow ${releaseLineOf(version).airflowVersion})`,
      ingestionEnvironment(exampleIngestionSettings(version)),
      (name) => ingestionEvidence(name, version),
    ),
  };
}

/** What changes when the surroundings do; only the variables that differ from the plain case. */
function variations(version: string): Golden[] {
  const line = releaseLineOf(version);
  const mode = line.authenticationModes.includes("basic") ? "basic" : "no-auth";
  const usual = exampleSettings(version, { mode });
  const changed: [string, string, ServerEnvironmentSettings][] = [
    ["without-airflow", "without an Airflow to talk to", { ...usual, airflow: undefined }],
    ["plain-http", "without HTTPS", { ...usual, publicUrl: "http://metadata.example.com" }],
    ["mysql", "on MySQL", { ...usual, database: { ...usual.database, engine: "mysql", port: 3306 } }],
    [
      "verified-database",
      "with a verified database certificate",
      { ...usual, database: { ...usual.database, caCertificatePath: "/mnt/bootstrap/database-ca.pem" } },
    ],
    [
      "verified-mysql",
      "with a verified certificate of MySQL",
      {
        ...usual,
        database: {
          ...usual.database,
          engine: "mysql",
          port: 3306,
          caCertificatePath: "/mnt/bootstrap/database-ca.pem",
        },
      },
    ],
    [
      "proxy",
      "with a proxy",
      { ...usual, proxy: { https: "http://proxy.example.com:3128", noProxy: [".corp.example.com"] } },
    ],
    ["own-authorities", "with certificate authorities of one's own", { ...usual, ownAuthorities: true }],
    [
      "secrets-manager",
      "with passwords of connections in Parameter Store",
      { ...usual, secretsManager: { kind: "aws-ssm", loader: "env" } },
    ],
    ...(line.signsSearchRequests
      ? ([
          [
            "signed-search",
            "with signed search requests",
            { ...usual, search: { ...usual.search, login: { kind: "iam", region: "eu-west-1" } } },
          ],
        ] as [string, string, ServerEnvironmentSettings][])
      : []),
  ];
  const text = changed
    .map(([, what, settings]) => difference(what, serverEnvironment(usual), serverEnvironment(settings)))
    .join("\n");
  return [
    {
      path: `${folder(version)}/surroundings.txt`,
      text: `# Server of OpenMetadata ${version}, auth.mode ${mode}: what other surroundings change\n\n${text}`,
    },
  ];
}

function difference(what: string, from: readonly EnvironmentVariable[], to: readonly EnvironmentVariable[]): string {
  const lines = (variables: readonly EnvironmentVariable[]): string[] =>
    variables.map((variable) => `${variable.name} = ${shown(variable)}`);
  const [before, after] = [lines(from), lines(to)];
  const removed = before.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
  const added = after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  const rows = [...removed, ...added].sort((left, right) => (left.slice(2) < right.slice(2) ? -1 : 1));
  return `## ${what}\n${rows.length === 0 ? "(nothing)" : rows.join("\n")}\n`;
}

const shown = (variable: EnvironmentVariable): string =>
  "secret" in variable
    ? `<secret ${variable.secret}>`
    : typeof variable.value === "string"
      ? variable.value
      : "<known later>";

/** Sources that are sentences are listed at the end of the page, once each. */
function page(
  title: string,
  variables: readonly EnvironmentVariable[],
  evidence: (name: string) => Evidence | undefined,
): string {
  const notes: string[] = [];
  const why = (name: string): string => {
    const found = evidence(name);
    if (found === undefined) return "NO EVIDENCE";
    if (found.source.length <= 24) return `${found.kind} ${found.source}`;
    if (!notes.includes(found.source)) notes.push(found.source);
    return `${found.kind} [${notes.indexOf(found.source) + 1}]`;
  };
  const rows = variables.map((variable) => [why(variable.name), variable.name, shown(variable)] as const);
  const width = Math.max(...rows.map(([reason]) => reason.length));
  const body = rows.map(([reason, name, value]) => `${reason.padEnd(width)}  ${name} = ${value}`);
  const sources = notes.map((note, index) => `[${index + 1}] ${note}`);
  return `# ${title}\n# ${variables.length} variables: evidence, name, value\n\n${body.join("\n")}\n${sources.length === 0 ? "" : `\n${sources.join("\n")}\n`}`;
}
