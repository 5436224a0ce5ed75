import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  casesOf,
  exampleIngestionSettings,
  exampleSettings,
  testedVersions,
} from "../../openmetadata/testing/examples";
import { ingestionEnvironment } from "../../openmetadata/environment/ingestion-environment";
import { serverEnvironment } from "../../openmetadata/environment/server-environment";
import { reportedServerNames } from "../../openmetadata/variables/reported";
import { ingestionEvidence } from "../../openmetadata/variables/ingestion-variables";
import { type Evidence, serverVariable } from "../../openmetadata/variables/server-variables";
import { namesReadBy, upstreamFiles, withoutUpstreamFiles } from "../../tools/upstream-files";

const files = upstreamFiles();
const skip = files === undefined ? withoutUpstreamFiles : false;

/** Names by folder, read from the files once more, so that the table is not its own witness. */
const readings = new Map<string, ReadonlySet<string>>();
function reads(witness: string, name: string): boolean {
  const known = readings.get(witness) ?? new Set(namesReadBy(files ?? "", witness).keys());
  readings.set(witness, known);
  return known.has(name);
}

/** The folder whose file is a release's own, by the release's number alone. */
const ownFolder: readonly (readonly [RegExp, string])[] = [
  [/^0\.12\.0$/, "0.12.0"],
  [/^0\.12\./, "0.12.3"],
  [/^0\.13\.[1-9]/, "0.13.1"],
  [/^1\.0\.0$/, "1.0.0"],
  [/^1\.0\.4$/, "1.0.4"],
  [/^1\.2\./, "1.2.0-dev"],
  [/^1\.6\.([2-9]|\d\d)/, "1.6.2"],
  [/^1\.12\./, "1.12.x"],
];
const neighbours: readonly (readonly [RegExp, readonly [string, string]])[] = [
  [/^0\.13\.0$/, ["0.12.3", "0.13.1"]],
  [/^1\.1\./, ["1.0.4", "1.2.0-dev"]],
  [/^1\.[345]\.|^1\.6\.[01]$/, ["1.2.0-dev", "1.6.2"]],
  [/^1\.([789]|10|11)\./, ["1.6.2", "1.12.x"]],
  [/^1\.13\./, ["1.12.x", "2.0.x"]],
];
const folderOf = <T>(table: readonly (readonly [RegExp, T])[], version: string): T | undefined =>
  table.find(([pattern]) => pattern.test(version))?.[1];

function evidenceHolds(name: string, version: string, evidence: Evidence): boolean {
  switch (evidence.kind) {
    case "file":
      return evidence.source === folderOf(ownFolder, version) && reads(evidence.source, name);
    case "between": {
      const both = folderOf(neighbours, version);
      return (
        both !== undefined && evidence.source === both.join(" and ") && both.every((folder) => reads(folder, name))
      );
    }
    case "derived": {
      const verdicts = JSON.parse(readFileSync(join(files ?? "", "2.0.x", "server-env.derived.json"), "utf8")) as {
        env: { env: string; "in2.0.7": boolean | null }[];
      };
      return version.startsWith("2.") && verdicts.env.some((row) => row.env === name && row["in2.0.7"] === true);
    }
    case "reported":
      return reportedServerNames.some(({ names, source }) => names.includes(name) && source === evidence.source);
  }
}

const totals: Record<Evidence["kind"], number> = { file: 0, between: 0, derived: 0, reported: 0 };

for (const version of testedVersions) {
  test(`every variable of the server of ${version} has evidence of its kind in the files`, { skip }, () => {
    for (const each of casesOf(version)) {
      for (const { name } of serverEnvironment(exampleSettings(version, each))) {
        const evidence = serverVariable(name, version)?.evidence;
        assert.ok(evidence, `${name} of ${version} has none`);
        assert.ok(evidenceHolds(name, version, evidence), `${name} of ${version}: ${evidence.kind} ${evidence.source}`);
        totals[evidence.kind] += 1;
      }
    }
  });

  test(`every variable of the ingestion image of ${version} has evidence`, () => {
    for (const { name } of ingestionEnvironment(exampleIngestionSettings(version))) {
      assert.ok(ingestionEvidence(name, version), `${name} of ${version} has none`);
    }
  });
}

test("what is undecided for 2.0.7 is not injected, and what it does not read neither", { skip }, () => {
  const verdicts = JSON.parse(readFileSync(join(files ?? "", "2.0.x", "server-env.derived.json"), "utf8")) as {
    env: { env: string; "in2.0.7": boolean | null }[];
  };
  const refused = verdicts.env.filter(
    (row) => row["in2.0.7"] !== true && !reportedServerNames.some(({ names }) => names.includes(row.env)),
  );
  assert.ok(refused.length >= 40, "the verdicts were not read");
  assert.deepEqual(
    refused.filter(({ env }) => serverVariable(env, "2.0.7") !== undefined),
    [],
  );
});

/** Names that composes and documents inject in vain; none of them may come from here. */
test("nothing that is known not to be read is injected", { skip }, () => {
  const never: readonly (readonly [string, RegExp])[] = [
    ["AUTHORIZER_INGESTION_PRINCIPALS", /^(0\.13\.[1-9]|[12]\.)/],
    ["MASK_PASSWORDS_API", /^(1\.([2-9]|1\d)|2)\./],
    ["DB_USE_SSL", /^(1\.([2-9]|1\d)|2)\./],
    ["SAML_AUTHORITY_URL", /^(1\.1[23]|2)\./],
    ["AIRFLOW_HOST", /^[12]\./],
    ["AIRFLOW_PORT", /./],
    ["AUTHENTICATION_DISCOVERY_URI", /./],
  ];
  for (const version of testedVersions) {
    const names = new Set(
      casesOf(version).flatMap((each) => serverEnvironment(exampleSettings(version, each)).map(({ name }) => name)),
    );
    for (const [name, versions] of never)
      assert.ok(!(versions.test(version) && names.has(name)), `${name} in ${version}`);
  }
});

test("the coverage by kind of evidence is shown", { skip }, (context) => {
  const all = Object.values(totals).reduce((sum, count) => sum + count, 0);
  assert.ok(all > 5000 && totals.file > 0 && totals.derived > 0);
  context.diagnostic(
    Object.entries(totals)
      .map(([kind, count]) => `${kind} ${count} (${((100 * count) / all).toFixed(1)} %)`)
      .join(", "),
  );
});
