import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { asPlainEnvironment, effectiveConfiguration } from "../../openmetadata/configuration/effective";
import { readTemplate, resolveTemplate } from "../../openmetadata/configuration/template";
import { casesOf, exampleSettings } from "../../openmetadata/testing/examples";
import { serverEnvironment } from "../../openmetadata/environment/server-environment";
import { serverVariablesOf } from "../../openmetadata/variables/server-variables";
import { upstreamFiles, withoutUpstreamFiles } from "../../tools/upstream-files";
import { expectedChanges } from "./expected-configuration";

const files = upstreamFiles();
const skip = files === undefined ? withoutUpstreamFiles : false;

type Flat = Readonly<Record<string, unknown>>;

/** Dotted keys to values; a list of plain values is one value. */
function flat(value: unknown, path = ""): Record<string, unknown> {
  const join = (key: string): string => (path === "" ? key : `${path}.${key}`);
  if (Array.isArray(value) && value.some((item) => typeof item === "object")) {
    return Object.assign({}, ...value.map((item, index) => flat(item, join(String(index))))) as Record<string, unknown>;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { [path]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, below]) => flat(below, join(key)))) as Record<
    string,
    unknown
  >;
}

/** The file's text, with operations.yaml below a key of its own where the release has one. */
function template(folder: string): string {
  const read = (name: string): string => readFileSync(join(files ?? "", folder, name), "utf8");
  const operations = existsSync(join(files ?? "", folder, "operations.yaml"))
    ? `\noperations.yaml:\n${read("operations.yaml").replace(/^/gm, "  ")}\n`
    : "";
  return read("openmetadata.yaml") + operations;
}

const resolved = (text: string, environment: Readonly<Record<string, string>>): Flat =>
  flat(parse(resolveTemplate(text, environment), { logLevel: "silent" }));

/** What the server runs with that it would not run with by default. */
function changes(text: string, environment: Readonly<Record<string, string>>): Flat {
  const usual = resolved(text, {});
  return Object.fromEntries(
    Object.entries(resolved(text, environment)).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(usual[key]),
    ),
  );
}

/** A release with its own file, or with the nearest file before or after it. */
const pairs: readonly (readonly [version: string, folder: string])[] = [
  ...([
    ["0.12.0", "0.12.0"],
    ["0.12.3", "0.12.3"],
    ["0.13.0", "0.12.3"],
    ["0.13.1", "0.13.1"],
    ["1.0.0", "1.0.0"],
  ] as const),
  ...([
    ["1.0.4", "1.0.4"],
    ["1.1.7", "1.0.4"],
    ["1.2.0", "1.2.0-dev"],
    ["1.6.2", "1.6.2"],
    ["1.10.3", "1.6.2"],
  ] as const),
  ...([
    ["1.10.3", "1.12.x"],
    ["1.12.6", "1.12.x"],
    ["1.13.6", "1.12.x"],
    ["1.13.6", "2.x-main"],
    ["2.0.7", "2.x-main"],
  ] as const),
];

for (const [version, folder] of pairs) {
  test(
    `the file of ${folder} resolves for ${version} to the expected values, key by key, in every mode`,
    { skip },
    () => {
      const text = template(folder);
      for (const each of casesOf(version)) {
        const settings = exampleSettings(version, each);
        const environment = asPlainEnvironment(serverEnvironment(settings));
        const usual = resolved(text, {});
        const expected = Object.fromEntries(
          Object.entries(expectedChanges(version, settings, usual)).filter(
            ([key, value]) => key in usual && JSON.stringify(usual[key]) !== JSON.stringify(value),
          ),
        );
        assert.deepEqual(changes(text, environment), expected, `${each.mode} ${each.clientType}`);
      }
    },
  );
}

for (const [version, folder] of pairs.filter(([version, folder]) =>
  folder.startsWith(version.split(".").slice(0, 2).join(".")),
)) {
  test(`the rendering from the project's own table agrees with the file of ${folder}`, { skip }, () => {
    const text = template(folder);
    const secrets = new Set(
      serverVariablesOf(version)
        .filter(({ secret }) => secret)
        .flatMap(({ keys }) => Object.keys(keys)),
    );
    for (const each of casesOf(version)) {
      const environment = asPlainEnvironment(serverEnvironment(exampleSettings(version, each)));
      const file = resolved(text, environment);
      const own = flat(parse(effectiveConfiguration(version, environment)));
      for (const { key } of readTemplate(text)) {
        const plainKey = key.replace(/^operations\\.yaml:/, "operations.yaml.");
        if (secrets.has(key) || secrets.has(plainKey.replace(/^operations\.yaml\./, "operations.yaml:"))) continue;
        const same = (value: unknown): string =>
          value === null || value === undefined ? "" : Array.isArray(value) ? value.join() : String(value);
        assert.equal(same(own[plainKey]).trim(), same(file[plainKey]).trim(), `${plainKey} in ${each.mode}`);
      }
    }
  });
}
