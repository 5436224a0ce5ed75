import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { projectDirectory } from "../../../config/project-directory";
import { readStackFile } from "./stack-file";

const folder = mkdtempSync(path.join(tmpdir(), "stack-files-"));
after(() => rmSync(folder, { recursive: true }));

const reading = (text: string, name = "Pulumi.wrong.yaml") => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return () => readStackFile(file);
};

const cases: readonly (readonly [title: string, text: string, message: RegExp])[] = [
  [
    "YAML that is not closed",
    "config:\n  aws:region: [eu\n  b: c\n",
    /Pulumi cannot read Pulumi\.wrong\.yaml: line \d, column \d+/,
  ],
  ["a tab", "config:\n\taws:region: eu-west-1\n", /line 2, column 1: .*tab/],
  ["a key twice", "config:\n  aws:region: a\n  aws:region: b\n", /line 3, column 3: the key is there twice/],
  [
    "a colon in a value",
    "config:\n  openmetadata:domain:\n    name: Canary: 7\n",
    /line 3, column 11, at openmetadata:domain\.name: /,
  ],
  [
    "git's conflict markers",
    "config:\n  aws:region: a\n<<<<<<< HEAD\n  a: Canary\n=======\n  a: b\n>>>>>>> Canary\n  openmetadata:size: small\n",
    /line 3, column 1: .*git's conflict markers \(so are lines 5, 7\).*delete the lines with <<<<<<<, =======/,
  ],
  [
    "a conflict marker that was forgotten",
    "config:\r\n  aws:region: a\r\n=======\r\n  openmetadata:size: small\r\n",
    /line 3, column 1: this is one of git's conflict markers: a merge is not finished/,
  ],
  ["a list", "- aws:region: eu-west-1\n", /holds a list where keys are expected.*\n\nconfig:\n {2}aws:region/s],
  ["text", "eu-west-1\n", /holds text where keys are expected/],
  ["keys outside config", "openmetadata:size: small\n", /has openmetadata:size beside config:.* Move it below config:/],
  [
    "keys outside config as well",
    "config: {}\nsize: small\nregion: a\n",
    /has size, region beside config:.* Move them/,
  ],
  ["config that is a list", "config:\n  - aws:region: eu-west-1\n", /has a list under config: where keys are expected/],
];
for (const [title, text, message] of cases) {
  test(`a stack file that is none is refused with what to do: ${title}`, () =>
    assert.throws(reading(text), (error: Error) => {
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /Canary|YAMLParseError/);
      return true;
    }));
}

test("a stack file that is none is refused with what to do: a folder, a file that is not there, the project file", () => {
  assert.throws(() => readStackFile(folder), /Cannot read .*: it is a folder\. Name a file such as/);
  assert.throws(() => readStackFile(path.join(folder, "none.yaml")), /there is no such file/);
  assert.throws(() => readStackFile(path.join(projectDirectory, "Pulumi.yaml")), /Pulumi\.yaml is a project file\./);
});

const secret = "Canary77";
const mistakes = [
  `*${secret}`,
  `&${secret} &${secret} x`,
  `!<${secret} x`,
  `@${secret}`,
  `\`${secret}`,
  `"${secret}" ${secret}`,
  `"${secret}\\q"`,
  `"${secret}`,
  `'${secret}' '`,
  `[${secret}`,
  `{${secret}: ${secret}: b}`,
  `a: ${secret}`,
  `| ${secret}`,
  `%${secret}: ]`,
  `!!int ${secret}`,
  `!!binary "${secret}*"`,
  `{<<: ${secret}}`,
  `{[${secret}]: a}`,
  `{${secret}: a, ${secret}: b}`,
  `${secret}\u0007`,
  `[a] ${secret}`,
  `- ${secret}`,
  `\n\t${secret}: a`,
  `\n      ${secret}: a\n    ${secret}`,
  `\n  ${secret}\n${secret}: b: c`,
];
for (const mistake of mistakes)
  test(`a mistake in a stack file is reported without the text that is written there: ${JSON.stringify(mistake)}`, () =>
    assert.throws(
      reading(`config:\n  openmetadata:secrets:\n    serverEnvironment:\n      SMTP_SERVER_PWD: ${mistake}\n`),
      (error: Error) => {
        assert.match(error.message, /line \d+, column \d+/);
        assert.doesNotMatch(error.message, /anary/);
        return true;
      },
    ));

const values = path.join(folder, "values.json");
const stack = "environment: [team/prod]\nconfig:\n  size: large\n  openmetadata:tags: {team: data}\n";
const stackFile = path.join(folder, "Pulumi.esc.yaml");

test("the values of ESC environments are said not to be read", () => {
  writeFileSync(stackFile, stack);
  const { notes, config } = readStackFile(stackFile);
  assert.match(notes.join(), /does not read.* --values values\.json/);
  assert.equal(config["openmetadata:size"], "large");
});

test("the values of ESC environments are those that pulumi env open writes; the stack file wins, and maps are merged", () => {
  writeFileSync(stackFile, stack);
  const pulumiConfig = { "aws:region": "eu-west-1", size: "small", "openmetadata:tags": { team: "x", cost: "42" } };
  writeFileSync(values, JSON.stringify({ environmentVariables: { A: "b" }, pulumiConfig }));
  const { notes, config } = readStackFile(stackFile, { values });
  assert.deepEqual(notes, []);
  assert.deepEqual(config, {
    "aws:region": "eu-west-1",
    "openmetadata:size": "large",
    "openmetadata:tags": { team: "data", cost: "42" },
  });
});

test("the values of ESC environments may be an environment's own definition, whose secrets are replaced like any other", () => {
  writeFileSync(stackFile, stack);
  const definition =
    "values:\n  pulumiConfig:\n    openmetadata:secrets: {airflow: {password: {fn::secret: Canary77}}}\n";
  writeFileSync(values, definition);
  const { config, madeSecrets } = readStackFile(stackFile, { values });
  const { airflow } = config["openmetadata:secrets"] as { airflow: { password: string } };
  assert.ok(madeSecrets.has(airflow.password));
  assert.doesNotMatch(JSON.stringify(config), /Canary77/);
});

test("the values of ESC environments are expected below pulumiConfig", () => {
  writeFileSync(values, "a: b\n");
  assert.throws(() => readStackFile(stackFile, { values }), /has no pulumiConfig.*pulumi env open/);
});

test("a secret that a stack file holds in plain is replaced by one of its form, for any value", () => {
  const secrets =
    "airflow: {password: server-server}, auth: {clientSecret: 12345678}, serverEnvironment: {A_KEY: postgres}";
  const { config, madeSecrets } = reading(
    `config:\n  openmetadata:size: small\n  openmetadata:secrets: {${secrets}}\n`,
  )();
  assert.doesNotMatch(JSON.stringify(config), /server-server|12345678|postgres/);
  assert.equal(madeSecrets.size, 3);
  assert.equal(config["openmetadata:size"], "small");
});

test("a secret that a stack file holds in plain stays when it is refused, and only then", () => {
  const text =
    "config:\n  openmetadata:secrets: {airflow: {password: short}, server: {fernetKey: none}, auth: {clientSecret: plain}}\n";
  const { config, madeSecrets } = reading(text)();
  const { airflow, server } = config["openmetadata:secrets"] as Record<string, Record<string, string>>;
  assert.deepEqual([airflow?.password, server?.fernetKey, madeSecrets.size], ["short", "none", 1]);
});

test("a stack file is read with what Pulumi keeps beside config, or with nothing", () => {
  const text = "secretsprovider: awskms://alias/a\nencryptedkey: AAAA\nencryptionsalt: v1:a\nconfig:\n  a:b: c\n";
  assert.deepEqual(reading(text)().config, { "a:b": "c" });
  for (const empty of ["", "config:\n", "config: {}\n", "encryptionsalt: v1:a\n"])
    assert.deepEqual(reading(empty)().config, {});
});
