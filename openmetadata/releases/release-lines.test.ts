import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { testedVersions } from "../testing/examples";
import { lineOf, lineRanges } from "./lines";
import { inRange, releaseLineNames, releaseLineOf } from "./release-lines";
import { compareVersions, parseVersion } from "./versions";

test("each release is in the line whose settings it reads", () => {
  const lines = Object.fromEntries(
    ["0.12.0", "0.12.1", "0.13.0", "0.13.1", "1.0.0", "1.1.7", "1.2.0", "1.10.14", "1.11.0", "1.13.6", "2.0.7"].map(
      (version) => [version, releaseLineOf(version).name],
    ),
  );
  assert.deepEqual(lines, {
    "0.12.0": "0.12.0",
    "0.12.1": "0.12.1–0.13.0",
    "0.13.0": "0.12.1–0.13.0",
    "0.13.1": "0.13.1+",
    "1.0.0": "1.0–1.1",
    "1.1.7": "1.0–1.1",
    "1.2.0": "1.2–1.10",
    "1.10.14": "1.2–1.10",
    "1.11.0": "1.11–1.13",
    "1.13.6": "1.11–1.13",
    "2.0.7": "2.0",
  });
});

test("a line of which nobody has read a file needs name and releases, and says which of them is missing", () => {
  assert.doesNotThrow(() => lineOf('{ "name": "2.1", "from": "2.1.0", "newest": "2.1.0" }', "2.1/line.json"));
  assert.throws(
    () => lineOf('{ "name": "2.1" }', "2.1/line.json"),
    /2\.1\/line\.json does not say from, newest: .*recipes/,
  );
});

test("a release of no line is refused with the lines there are", () => {
  for (const version of ["0.11.0", "0.14.0", "0.9.1", "3.0.0"]) {
    assert.throws(
      () => releaseLineOf(version),
      (error: Error) =>
        releaseLineNames.every((name) => error.message.includes(name)) && error.message.includes(version),
    );
  }
});

test("a newer patch or minor of a known line is accepted with a note, the newest known without", () => {
  assert.equal(releaseLineOf("1.13.6").note, undefined);
  assert.match(releaseLineOf("1.13.9").note ?? "", /newer patch than 1\.13\.6/);
  assert.match(releaseLineOf("1.14.0").note ?? "", /newer release than 1\.13\.6/);
  const { newest: last } = lineRanges.at(-1)!;
  const [major = 0, minor = 0] = parseVersion(last);
  assert.ok(releaseLineOf(`${major}.${minor + 1}.0`).note?.includes(`newer release than ${last}`));
  for (const { newest } of lineRanges) assert.equal(releaseLineOf(newest).note, undefined);
});

test("what changed between releases changed there", () => {
  const facts = (version: string) => releaseLineOf(version);
  assert.equal(facts("0.12.0").airflowHome, "/airflow");
  assert.equal(facts("0.12.0").airflowUser.uid, 0);
  assert.equal(facts("0.12.3").airflowUser.uid, 50000);
  assert.equal(facts("0.13.1").airflowSection, "airflowConfiguration");
  assert.equal(facts("1.0.0").airflowSection, "pipelineServiceClientConfiguration");
  assert.equal(facts("1.0.4").migration, "at-start");
  assert.deepEqual(facts("1.2.0").migration, { command: ["./bootstrap/bootstrap_storage.sh", "migrate-all"] });
  assert.deepEqual(facts("1.6.2").migration, { command: ["./bootstrap/openmetadata-ops.sh", "migrate"] });
  assert.deepEqual([facts("1.10.3").airflowMajor, facts("1.11.0").airflowMajor], [2, 3]);
  assert.deepEqual([facts("1.8.0").serverHealth.port, facts("1.9.0").serverHealth.port], [8586, 8585]);
  assert.deepEqual([facts("1.11.0").signsSearchRequests, facts("1.12.0").signsSearchRequests], [false, true]);
  assert.deepEqual([facts("1.9.0").storedSecuritySettings, facts("1.10.0").storedSecuritySettings], [false, true]);
  assert.deepEqual([facts("1.13.6").stickySessions, facts("2.0.0").stickySessions], [true, false]);
  assert.deepEqual([facts("1.3.1").confidentialClients, facts("1.3.2").confidentialClients], [false, true]);
});

test("every line of every tested release is complete", () => {
  for (const version of testedVersions) {
    const line = releaseLineOf(version);
    assert.equal(line.version, version);
    assert.ok(line.authenticationModes.length >= 7);
    assert.equal(line.storedSecuritySettings, line.removeSecuritySettings !== undefined);
    assert.ok(line.airflowVersion.startsWith(`${line.airflowMajor}.`));
  }
});

test("ranges take every patch of their maximum", () => {
  assert.ok(
    inRange("2.19", { minimum: "1.3", maximum: "2.19" }) && inRange("2.19.3", { minimum: "1.3", maximum: "2.19" }),
  );
  assert.ok(!inRange("3.0", { minimum: "1.3", maximum: "2.19" }) && !inRange("1.2", { minimum: "1.3" }));
  assert.ok(inRange("9.3", { minimum: "8.0", maximum: "9" }) && !inRange("10.0", { minimum: "8.0", maximum: "9" }));
});

test("versions are ordered as numbers, short or long", () => {
  const version = fc.array(fc.nat(200), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));
  fc.assert(
    fc.property(version, version, (left, right) => {
      assert.equal(Math.sign(compareVersions(left, right)) + Math.sign(compareVersions(right, left)), 0);
      const [a, b] = [parseVersion(left)[0] ?? 0, parseVersion(right)[0] ?? 0];
      if (a !== b) assert.equal(Math.sign(compareVersions(left, right)), Math.sign(a - b));
    }),
  );
  assert.equal(compareVersions("1.13", "1.13.0"), 0);
  assert.throws(() => parseVersion("latest"), /is not a version/);
});
