import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { createColors } from "picocolors";
import { projectDirectory } from "../../config/project-directory";
import { stackFile } from "../../config/stack-file/stack-files";
import { lineRanges } from "../../openmetadata/releases/lines";
import type { RehearsalDocument } from "../../rehearsal/report/document";
import { pictureOf } from "../../rehearsal/picture/picture";
import { type Phase, rehearse } from "../../rehearsal/rehearse";
import { reportLines } from "../../rehearsal/report/terminal";
import { shippedStacks, withSession } from "../engine/stacks";

const folder = mkdtempSync(path.join(tmpdir(), "documents-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, text: string): string => {
  const file = path.join(folder, `Pulumi.${name}.yaml`);
  writeFileSync(file, text);
  return file;
};

/** Secrets whose values are words that are also in a stack in plain. */
const commonWords = `  openmetadata:secrets:
    airflow: {password: openmetadata}
    serverEnvironment: {SMTP_SERVER_PWD: server, OM_EMAIL_ENTITY: postgres}
    airflowEnvironment: {AIRFLOW__SMTP__SMTP_PASSWORD: airflow}
`;

const lineFile = (version: string, engine: string, more = ""): string => {
  const { name } = lineRanges.find(({ newest }) => newest === version)!;
  // The first line has no passwords yet.
  const auth =
    version === "0.12.0" ? "{mode: no-auth}" : "{mode: basic, adminPrincipals: [admin], principalDomain: example.com}";
  return written(
    `${name.replace(/[^0-9]+/g, "-")}${engine}${more && "-words"}`,
    `config:
  aws:region: eu-west-1
  openmetadata:version: "${version}"
  openmetadata:database: {mode: create, engine: ${engine}}
  openmetadata:server: {internal: true, allowedCidrs: [10.0.0.0/8]}
  openmetadata:auth: ${auth}
${more}`,
  );
};

const examples = path.join(projectDirectory, "examples");
const exampleFiles = existsSync(examples)
  ? readdirSync(examples, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml$/.test(file))
  : [];

const files: readonly (readonly [title: string, file: () => string])[] = [
  ...lineRanges.flatMap(({ name, newest }) =>
    ["postgres", "mysql"].map((engine) => [`line ${name} on ${engine}`, () => lineFile(newest, engine)] as const),
  ),
  ...shippedStacks.map((stack) => [stack, () => stackFile(stack)] as const),
  ...exampleFiles.map((file) => [`examples/${file}`, () => path.join(examples, file)] as const),
];

const phase: Phase = (_name, work) => work();
const rehearsed = (file: string) =>
  withSession({ stackFile: file }, async (session) => {
    const options = { previewOnly: false, changes: [], destroy: false };
    const { document, resources } = await rehearse(session, options, phase, () => []);
    const report = reportLines(document, resources, { width: 100, colors: createColors(false) }).join("\n");
    return { document, report, picture: pictureOf(resources, document.project, document.stack) };
  });

/** Every text that is a name and never a secret's value. */
const names = ({ stack, project, environments, resources, cost, checks }: RehearsalDocument): string[] => [
  stack,
  project,
  ...Object.keys(environments),
  ...Object.values(environments).flatMap((entries) => entries.map(({ name }) => name)),
  ...Object.values(environments).flatMap((entries) => entries.map((entry) => ("secret" in entry ? entry.secret : ""))),
  ...resources.flatMap(({ urn, type, parent = "" }) => [urn, type, parent]),
  ...cost.components.flatMap(({ component, items }) => [component, ...items.map(({ item }) => item)]),
  ...cost.notPriced.map(({ reason }) => reason),
  ...checks.map(({ name }) => name),
];

const ofType = ({ resources }: RehearsalDocument, type: string) =>
  resources.filter((resource) => resource.type === type);

/** Main containers of the task definitions, as the inputs say themselves. */
const definedContainers = (document: RehearsalDocument): string[] =>
  ofType(document, "aws:ecs/taskDefinition:TaskDefinition").flatMap(({ inputs }) =>
    (JSON.parse(String(inputs.containerDefinitions)) as { name: string }[]).map(({ name }) => name),
  );

describe("document, report and picture of a stack are whole", { concurrency: 2 }, () => {
  for (const [title, file] of files) {
    test(title, async () => {
      const { document, report, picture } = await rehearsed(file());
      assert.ok(document.held, document.problems.join("\n"));
      assert.deepEqual(
        names(document).filter((name) => /\[secret\]|\[unknown\]|undefined/.test(name)),
        [],
      );

      const containers = Object.keys(document.environments);
      const defined = definedContainers(document);
      assert.deepEqual(
        containers.map((name) => name.split(".").at(-1)).sort(),
        [...defined].sort(),
        "every container is shown",
      );
      assert.ok(containers.includes("server"), containers.join());
      const server = new Map(document.environments.server?.map((entry) => [entry.name, entry]));
      for (const name of [
        "DB_HOST",
        "DB_PORT",
        "DB_USER",
        "DB_USER_PASSWORD",
        "ELASTICSEARCH_HOST",
        "AUTHENTICATION_PROVIDER",
      ])
        assert.ok(server.has(name), `${name} of the server`);
      for (const name of ["DB_USER_PASSWORD", "FERNET_KEY"])
        assert.ok("secret" in server.get(name)!, `${name} is read from a secret`);
      const plain = [...server.values()].flatMap((entry) => ("value" in entry ? [entry.value] : []));
      assert.deepEqual(
        plain.filter((value) => /\[(secret|unknown)\]|undefined|\[object/.test(value)),
        [],
      );

      assert.ok(document.cost.total > 50 && document.cost.components.length >= 5, "there is a cost");
      for (const part of ["Plan", "Cost", "Containers", "Everything held"]) assert.ok(report.includes(part), part);
      for (const name of containers) assert.match(report, new RegExp(`^ +${name.replace(".", "\\.")} +\\S`, "m"));
      assert.doesNotMatch(report, /undefined|\[object|NaN/);

      const title = (text: string) => picture.includes(`>${text}</text>`);
      for (const part of ["Load balancer", "Secrets Manager"]) assert.ok(title(part), part);
      assert.match(picture, />OpenMetadata server( × [\d–]+)?<\/text>/);
      assert.match(picture, />CloudWatch(, S3)?<\/text>/);
      const engine = ofType(document, "aws:rds/instance:Instance")[0]?.inputs.engine;
      if (engine) assert.match(picture, engine === "mysql" ? />MySQL \S+<\/text>/ : />PostgreSQL \S+<\/text>/);
      assert.doesNotMatch(picture, /undefined|NaN|\[secret\]|\[unknown\]/);
    });
  }
});

/** What is made up in each rehearsal. */
const withoutChance = (text: string): string =>
  text
    .replace(/(?<=(JWT_KEY_ID|SECURITY_FINGERPRINT) )[0-9a-f]{32}/g, "#")
    .replace(/(?<=[-/.:_])[0-9a-f]{6,40}(?![0-9A-Za-z])/g, "#")
    .replace(/(?<=-)\d+(?=\.[\w-]+\.elb\.amazonaws\.com)/g, "#");

/** Every figure and every name of a document, without the order in which resources came to be registered. */
const told = (document: RehearsalDocument) => ({
  cost: document.cost,
  checks: document.checks,
  warnings: document.warnings,
  resources: document.resources.map(({ urn, type }) => `${type} ${urn}`).sort(),
  environments: Object.entries(document.environments).map(([container, entries]) => [
    container,
    entries.map((entry) =>
      withoutChance(`${entry.name} ${"secret" in entry ? `secret ${entry.secret}` : entry.value}`),
    ),
  ]),
});

test(
  "a secret that is a common word changes no figure and no name, and shows nowhere",
  { timeout: 300_000 },
  async () => {
    const file = lineFile(lineRanges.at(-2)!.newest, "postgres", commonWords);
    const words = await rehearsed(file);
    const unlike = commonWords.replace(
      /(?<=: )(openmetadata|server|postgres|airflow)(?=[,}])/g,
      "Zq7-unlike-anything-4",
    );
    assert.equal(unlike.match(/Zq7/g)?.length, 4);
    writeFileSync(file, readFileSync(file, "utf8").replace(commonWords, unlike));
    const other = await rehearsed(file);
    assert.ok(words.document.held, words.document.problems.join("\n"));
    const sorted = ({ cost, environments, ...rest }: ReturnType<typeof told>) => ({
      ...rest,
      environments: environments.sort(),
      cost: { ...cost, components: cost.components.map(({ component, monthly }) => [component, monthly]) },
    });
    assert.deepEqual(sorted(told(words.document)), sorted(told(other.document)));
    assert.equal(words.picture, other.picture);
    assert.doesNotMatch(JSON.stringify([other.document, other.report, other.picture]), /Zq7/);
  },
);
