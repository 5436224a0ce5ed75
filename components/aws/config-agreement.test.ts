import assert from "node:assert/strict";
import { test } from "node:test";
import { existingNetwork, validStackFiles } from "../../config/testing/valid-stack-files";
import { serverSettings, searchSettings } from "../../config/server-settings";
import { validateStackConfig } from "../../config/validate";
import { stackIngestionEnvironment } from "../../openmetadata/environment/ingestion-environment";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { serverEnvironment } from "../../openmetadata/environment/server-environment";
import { exampleIngestionSettings } from "../../openmetadata/testing/examples";
import type { SecretName } from "../../openmetadata/environment/secret-names";
import { dataZones } from "./data/search-zones";

const refusedKeys = (values: Record<string, unknown>): Set<string> =>
  new Set(validateStackConfig(values).problems.map(({ key }) => key));
const refused = (values: Record<string, unknown>, key: string): boolean => refusedKeys(values).has(key);

/** Every one of these variables in one file; each must be refused by its own key. */
const valuesFor = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "x"]));

test("config refuses before a component throws: a number of search nodes that the zones cannot share evenly", () => {
  const networks = [
    ...[2, 3].map((zones) => ({ zones, network: { mode: "create", zones } as object })),
    ...[2, 3].map((zones) => {
      const ids = (kind: string) => Array.from({ length: zones }, (_, index) => `subnet-${kind}000000${index}`);
      const network = { ...existingNetwork, privateSubnetIds: ids("a"), publicSubnetIds: ids("b") };
      return { zones, network };
    }),
  ];
  for (const { zones, network } of networks)
    for (let nodes = 1; nodes <= 30; nodes += 1) {
      let throws = false;
      try {
        dataZones(nodes, zones);
      } catch {
        throws = true;
      }
      assert.equal(refused({ network, search: { nodes } }, "search.nodes"), throws, `${nodes} nodes, ${zones} zones`);
    }
});

const namesOf = (section: unknown, at: string): string[] =>
  typeof section === "object" && section !== null && at in section
    ? Object.keys((section as Record<string, object>)[at] ?? {})
    : [];

for (const { title, values } of validStackFiles)
  test(`config refuses before a component throws: a variable that the stack sets itself: ${title}`, () => {
    const { config } = validateStackConfig(values);
    assert.ok(config);
    const { search, version } = config;
    const given = values.secrets as Record<string, object> | undefined;
    const secretNames = new Set(
      Object.keys(given ?? {}).flatMap((name) => namesOf(given, name).map((below) => `${name}.${below}` as SecretName)),
    );
    const signed = releaseLineOf(version).signsSearchRequests;
    const stacks = serverEnvironment({
      ...serverSettings(config, {
        database: { host: "database.example.com", port: 5432 },
        search: searchSettings(search, { host: "search.example.com", signed, region: "eu-central-1" }),
        airflowEndpoint: "http://airflow.example.com:8080",
        publicUrl: "https://metadata.example.com",
        internalApiUrl: "http://server.example.com:8585/api",
        directHosts: [],
        jwtKeyId: "id",
        clusterName: "team",
        region: "eu-central-1",
        secretNames,
      }),
      environment: {},
      secretEnvironment: [],
      overrideStackVariables: [],
      ownVariables: [],
    });
    if (config.server.configurationFile !== undefined) return;
    const names = stacks.map(({ name }) => name).filter((name) => !config.server.overrideStackVariables.includes(name));
    const keys = refusedKeys({ ...values, server: { ...(values.server as object), environment: valuesFor(names) } });
    for (const name of names) assert.ok(keys.has(`server.environment.${name}`), name);
  });

test("config refuses before a component throws: a variable of Airflow that the stack sets itself, what follows from a secret included", () => {
  const secrets = { airflowEnvironment: { AIRFLOW__LINEAGE__JWT_TOKEN: "0123456789" } };
  for (const [version, search] of [
    ["1.6.8", { version: "2.11" }],
    ["1.13.6", {}],
  ] as const) {
    const settings = exampleIngestionSettings(version);
    const stacks = stackIngestionEnvironment({
      ...settings,
      database: { ...settings.database, engine: "postgres" },
      secretEnvironment: ["AIRFLOW__LINEAGE__JWT_TOKEN"],
    });
    const names = stacks.map(({ name }) => name);
    const keys = refusedKeys({ version, search, secrets, airflow: { environment: valuesFor(names) } });
    for (const name of names) assert.ok(keys.has(`airflow.environment.${name}`), `${version} ${name}`);
  }
});
