import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import * as databases from "../../config/aws/database-engines";
import * as searches from "../../config/aws/search-engines";
import { largestVolume } from "../../config/rules/data/search-volumes";
import { largestVolumes, hasVersion as hasSearchVersion } from "./services/opensearch/engines";
import * as own from "./services/rds/database-engines";

test("no rule takes a fact from what it judges", () => {
  const files = ["across", "services"].flatMap((folder) =>
    readdirSync(path.join(__dirname, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/\.(test|slips)\.ts$/.test(file))
      .map((file) => path.join(__dirname, folder, file)),
  );
  assert.ok(files.length > 100, "the rules are seen");
  assert.deepEqual(
    files.filter((file) => /from "(\.\.\/)+(config|components|openmetadata)\//.test(readFileSync(file, "utf8"))),
    [],
  );
});

test("where config and the judge say the same thing, they agree", () => {
  assert.deepEqual(largestVolumes, largestVolume);
  for (const engine of ["postgres", "mysql", "mariadb"]) {
    assert.deepEqual(own.majorsOf(engine), databases.majorsOf(engine));
    for (const version of ["16", "16.4", "8", "8.0.42", "10", "10.11", "99.1", "1"])
      assert.equal(own.hasVersion(engine, version), databases.isVersionOf(engine, version), `${engine} ${version}`);
  }
  for (const engine of ["OpenSearch", "Elasticsearch"])
    for (let major = 0; major < 9; major++)
      for (let minor = 0; minor < 25; minor++) {
        const version = `${engine}_${major}.${minor}`;
        assert.equal(hasSearchVersion(version), searches.isSearchEngine(version), version);
      }
});
