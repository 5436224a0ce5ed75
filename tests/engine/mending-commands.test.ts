import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import { type BadStackFile, badStackFiles } from "../../config/testing/bad-stack-files";
import { type Problem, problemText } from "../../problems/problem";
import { stackConfigSchema } from "../../config/schema";
import { schemaAt } from "../../config/schema-walk";
import { exampleCertificate } from "../../openmetadata/auth/example-certificate";
import { standIns } from "../../config/messages/stand-ins";
import { validateStackConfig } from "../../config/validate";
import { projectDirectory } from "../../config/project-directory";
import { pulumiCli } from "../../rehearsal/engine/find-pulumi";
import { applied, type ConfigCommand, readCommand, segmentsOf, waysOf } from "./config-commands";

type Values = Record<string, unknown>;

const rsaKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" });
const fernetKey = Buffer.alloc(32, 7).toString("base64");

/** What a user would put for a placeholder, where a value of the right form is not yet a right value. */
const right: readonly (readonly [key: RegExp, value: (values: Values) => string])[] = [
  [/^database\.version$/, ({ database }) => ((database as Values).engine === "mysql" ? "8.4" : "16.8")],
  [/^version$/, () => "1.13.6"],
  [/^auth\.mode$/, () => "basic"],
  [/\.memory$/, () => "8192"],
  [/^search\.version$/, ({ search }) => ((search as Values).engine === "elasticsearch" ? "8.11.4" : "3.1")],
  [
    /^server\.image$/,
    ({ network }) => (network ? "123456789012.dkr.ecr.eu-west-1.amazonaws.com/server:1.13.6" : "server:1.13.6"),
  ],
  [
    /^airflow\.image$/,
    ({ images }) => (images ? "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ingestion:1.13.6" : "ingestion:1.13.6"),
  ],
  [/\.caCertificates?File$/, () => "ca.pem"],
  [/^network\.proxy\.https?$/, () => "http://proxy.example.com:3128"],
  [/^existingSecrets\..*\.arn$/, () => "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf"],
  [/^auth\.saml\.\w+Certificate$/, () => exampleCertificate],
  [/^server\.configurationFile$/, () => "openmetadata.yaml"],
  [/^server\.publicUrl$/, () => "https://metadata.example.com"],
  [/^images\.mirror$/, () => "123456789012.dkr.ecr.eu-west-1.amazonaws.com/mirror"],
  [/^images\.mirrors\[/, () => "123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub"],
  [/^network\.zoneNames\[0\]$/, () => "eu-west-1a"],
  [/^network\.zoneNames\[1\]$/, () => "eu-west-1c"],
  [/SubnetIds\[\d\]$/, () => `subnet-${String((subnets += 1)).padStart(17, "0")}`],
  [/[cC]idrs?\[\d\]$/, () => "198.51.100.0/24"],
  [/policyArns\[\d\]$/, () => "arn:aws:iam::aws:policy/ReadOnlyAccess"],
];
let subnets = 0;

const secretFor = (key: string): string =>
  /fernetKey$/i.test(key) ? fernetKey : /PrivateKey$/.test(key) ? rsaKey.toString() : "Starling-0123456789";

/** A placeholder is a word in capitals, or has one in it; names of variables have underscores, and are the stack's own. */
const isPlaceholder = (value: string) => /(^|[/.])[A-Z]+(-[A-Z]+)*(\b|$)/.test(value) && !value.includes("_");

/** The command as a user would run it: placeholders replaced by what the key takes. */
function filledIn(command: ConfigCommand, values: Values): ConfigCommand {
  const key = command.key.replace("secrets.SECTION.NAME", "secrets.airflow.password");
  if (command.verb === "rm") return command;
  if (command.secret) return { ...command, key, value: secretFor(key) };
  assert.ok(command.value !== undefined && command.value !== "", "a plain value is given");
  if (!isPlaceholder(command.value)) return command;
  const bare = key.replace(/^openmetadata:/, "");
  const known = right.find(([pattern]) => pattern.test(bare));
  if (known) return { ...command, value: known[1](values) };
  const schema = schemaAt(stackConfigSchema("small"), segmentsOf(key), values);
  assert.ok(schema, `${key} is a key`);
  const standIn = standIns(schema).find((value) => typeof value === "string" || typeof value === "number");
  return { ...command, value: String(standIn) };
}

/** `undefined` stands for an absent key in the cases. */
const plain = (values: unknown): Values => JSON.parse(JSON.stringify(values)) as Values;

const folder = mkdtempSync(path.join(tmpdir(), "mending-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const cases = path.join(projectDirectory, "config", "testing");
writeFileSync(path.join(folder, "ca.pem"), readFileSync(path.join(cases, "authority.pem")));
writeFileSync(path.join(folder, "openmetadata.yaml"), "clusterName: ${OPENMETADATA_CLUSTER_NAME:-openmetadata}\n");
writeFileSync(path.join(folder, "package.json"), "{}");
mkdirSync(path.join(folder, "config", "testing"), { recursive: true });
writeFileSync(path.join(folder, "config", "testing", "not-yaml.txt"), "a: [\n");
for (const name of ["broken-authority.pem", "fixed-administrators.yaml", "other-port.yaml"])
  writeFileSync(path.join(folder, "config", "testing", name), readFileSync(path.join(cases, name)));

/** A secure value is gone when its text is. */
const stillSecure = ({ values, secureKeys = [] }: BadStackFile, now: Values): Set<string> =>
  new Set(
    secureKeys.filter(
      (key) => now[key] !== undefined && JSON.stringify(now[key]) === JSON.stringify(plain(values)[key]),
    ),
  );

const problemsOf = (file: BadStackFile, values: Values): readonly Problem[] =>
  validateStackConfig(values, { secureKeys: stillSecure(file, values), region: "eu-west-1", projectDirectory: folder })
    .problems;

/** Commands to run elsewhere than in config. */
const isElsewhere = (way: readonly string[]) => way.some((line) => !line.startsWith("pulumi config "));

for (const file of badStackFiles) {
  test(`each command of a problem fixes it: ${file.title}`, () => {
    const values = plain(file.values);
    for (const problem of problemsOf(file, values)) {
      const text = problemText(problem);
      const ways = waysOf(problem.fix ?? "").filter((way) => !isElsewhere(way));
      assert.ok(ways.length > 0, `a command: ${text}`);
      for (const way of ways) {
        for (const line of way) assert.doesNotMatch(line.replace(/'[^']*'/g, ""), /[<>|&;$`*?!()"]|\.$/, line);
        const fixed = way.reduce((now, line) => applied(now, filledIn(readCommand(line), now)), values);
        const after = problemsOf(file, fixed).filter(({ key }) => key === problem.key);
        assert.deepEqual(after.map(problemText), [], `after ${way.join("; ")}`);
      }
    }
  });
}

/** Files whose first fix is a choice that asks for more, each with what it asks for. */
const choices: Readonly<Record<string, string>> = {
  "a nested key at the top": "a key that is moved to where its mode does not take it",
  "an unknown key in a section": "a key that is renamed to one that its mode does not take",
  "an unknown key deep down": "a key that is renamed to one that its mode does not take",
  "a secret at the wrong level": "a secret that is moved to where its mode does not take it",
  "a secure value in a section": "a key that its mode does not take",
  "a key without --path": "a mode, which asks for its keys",
  "a mode in place of its section": "a mode, which asks for its keys",
  "a mode in place of a section with kinds": "a network of one's own, which asks for its subnets",
  "a key of another mode": "a network of one's own, which asks for its subnets",
  "a mapping of roles as text": "a map, which asks for what its groups are found by",
  "a domain without a certificate": "a kind of certificate, which asks for its keys",
  "an unknown authentication mode": "a mode, which asks for clients, a domain or a provider's keys",
  "a section that is text": "a mode, with which everyone may or may not reach the page",
  "a section that is a list": "an address, over which everyone may or may not reach the page",
  "a URL with a password": "an address, over which everyone may or may not reach the page",
  "NAT beside another way out": "a network without NAT, which asks for a mirror",
  "signed requests before 1.12": "a login, which asks for its keys",
  "a password among the plain variables": "a secret variable, which the stack sets",
  "a password in a plain address": "a secret variable, which nobody reads",
  "a list that is too long": "a number of subnets, which asks for as many public ones",
};

test("each file of which a choice asks for more is one of the cases", () => {
  for (const title of Object.keys(choices))
    assert.ok(
      badStackFiles.some((file) => file.title === title),
      title,
    );
});

for (const file of badStackFiles.filter(({ title }) => !(title in choices))) {
  test(`the first commands of all problems make the file right: ${file.title}`, () => {
    const lines = problemsOf(file, plain(file.values)).flatMap(({ fix = "" }) => {
      const [way = []] = waysOf(fix).filter((each) => !isElsewhere(each));
      return way;
    });
    const fixed = lines.reduce((now, line) => applied(now, filledIn(readCommand(line), now)), plain(file.values));
    assert.deepEqual(problemsOf(file, fixed).map(problemText), []);
  });
}

/** Runs a line of a fix in a shell with the real CLI, and answers Pulumi's question for a secret. */
async function runLine(line: string, environment: NodeJS.ProcessEnv, directory: string, secret: string): Promise<void> {
  const running = promisify(execFile)("sh", ["-c", `${line} --non-interactive`], { env: environment, cwd: directory });
  running.child.stdin?.end(secret);
  await running;
}

const sample = [
  "a secret without --path",
  "a list that is text",
  "a list without what it needs",
  "a list that is too long",
  "a domain that is its name",
  "text in place of nested keys",
  "two overrides of nothing",
  "several variables that the stack sets",
  "a misspelt number",
  "a tag with a bracket",
  "a section that is empty",
  "an unknown secret",
];

test("Pulumi's CLI makes of the lines what the test makes of them, for a sample of the cases", async () => {
  const work = mkdtempSync(path.join(folder, "project-"));
  const environment = {
    ...process.env,
    PATH: `${path.dirname(await pulumiCli())}${path.delimiter}${process.env.PATH}`,
    PULUMI_HOME: path.join(work, "home"),
    PULUMI_BACKEND_URL: `file://${work}`,
    PULUMI_CONFIG_PASSPHRASE: "passphrase of a test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  writeFileSync(path.join(work, "Pulumi.yaml"), "name: openmetadata\nruntime: nodejs\n");
  await runLine("pulumi stack init sample", environment, work, "");
  const stackFile = path.join(work, "Pulumi.sample.yaml");
  const { encryptionsalt } = parse(readFileSync(stackFile, "utf8")) as { encryptionsalt: string };
  for (const title of sample) {
    const file = badStackFiles.find((each) => each.title === title);
    assert.ok(file, title);
    const values = plain(file.values);
    const ways = problemsOf(file, values).flatMap(({ fix = "" }) => waysOf(fix).slice(0, 1));
    const config = Object.fromEntries(Object.entries(values).map(([key, value]) => [`openmetadata:${key}`, value]));
    writeFileSync(stackFile, stringify({ encryptionsalt, config }));
    let expected = values;
    for (const line of ways.flat()) {
      const command = filledIn(readCommand(line), expected);
      expected = applied(expected, command);
      const asked = command.secret ? (command.value ?? "") : "";
      const typedValue = command.secret || command.value === undefined ? "" : ` '${command.value}'`;
      const words = typedValue === "" ? line : line.replace(/ ('[^']*'|[^ ]+)$/, typedValue);
      await runLine(words, environment, work, asked);
    }
    const { stdout } = await promisify(execFile)("pulumi", ["config", "--json", "--show-secrets"], {
      env: environment,
      cwd: work,
    });
    assert.deepEqual(shownByPulumi(stdout), withoutEmpty(expected), title);
  }
});

interface ShownValue {
  readonly value: string;
  readonly objectValue?: unknown;
}

const shownByPulumi = (json: string): Values =>
  withoutEmpty(
    Object.fromEntries(
      Object.entries(JSON.parse(json) as Record<string, ShownValue>).map(([key, { value, objectValue }]) => [
        key.replace(/^openmetadata:/, ""),
        objectValue ?? value,
      ]),
    ),
  );

/** Pulumi shows nothing of a value that is null. */
const withoutEmpty = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
