import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { stackFile } from "../../config/stack-file/stack-files";
import { RehearsalSession, type Program, type SessionOptions } from "../../rehearsal/engine/session";
import type { StackState } from "../../rehearsal/engine/workspace";
import { PulumiCommandLine } from "../../rehearsal/engine/language-host/pulumi-cli";

const stacks = ["dev", "staging", "prod"] as const;
const folder = mkdtempSync(path.join(tmpdir(), "openmetadata-path-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * A text without what is made up in each account: random suffixes, identifiers, addresses, digests of generated keys.
 * Nothing else may differ.
 */
const withoutChance = (text: string): string =>
  text
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "#")
    .replace(/(?<=(JWT_KEY_ID|SECURITY_FINGERPRINT)\W+value\W+)[0-9a-f]{32}/g, "#")
    .replace(/(?<=[-/.:])[0-9a-f]{6,32}(?![0-9A-Za-z])/g, "#")
    .replace(/(?<=-)\d+(?=\.[\w-]+\.elb\.amazonaws\.com)/g, "#")
    .replace(/\b(Z|db-|AROA)[0-9A-F]{12,26}\b/g, "$1#")
    .replace(/\b_[0-9a-f]{32}\b/g, "_#")
    // A digest as a whole value: a trigger that tells that a secret is another one.
    .replace(/(?<=")[0-9a-f]{32}(?=")/g, "#")
    .replace(/\b(10|203)(\.\d+){3}(?![\d./])/g, "$1.#");

/** What a program asked for and got: URN and path of every value, made up or not. */
function values({ resources: found }: StackState): Map<string, string> {
  const all = new Map<string, string>();
  const gather = (at: string, value: unknown): void => {
    if (typeof value !== "object" || value === null || Object.keys(value).length === 0)
      all.set(at, withoutChance(JSON.stringify(value) ?? ""));
    else for (const [name, inner] of Object.entries(value)) gather(`${at}.${name}`, inner);
  };
  for (const { urn, type, dependencies = [], propertyDependencies = {}, protect, inputs, outputs } of found) {
    if (type.startsWith("pulumi:providers:")) continue;
    const from = Object.fromEntries(
      Object.entries(propertyDependencies).map(([name, urns]) => [name, [...urns].sort()]),
    );
    // Whatever a random value or a key puts out is chance.
    const known = /^(random|tls):/.test(type) ? Object.keys(outputs ?? {}) : outputs;
    gather(urn, { dependencies: [...dependencies].sort(), from, protect, inputs, outputs: known });
  }
  return all;
}

/** Where two texts begin to differ, with the text there. */
const parting = (one = "nothing", other = "nothing"): string => {
  const at = [...one].findIndex((character, index) => character !== other[index]);
  const from = Math.max(0, (at < 0 ? one.length : at) - 40);
  const shown = (text: string) => text.slice(from, from + 120);
  return `${shown(one)} | ${shown(other)}`;
};

const differences = (one: StackState, other: StackState): string[] => {
  const [before, after] = [values(one), values(other)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((at) => before.get(at) !== after.get(at))
    .map((at) => `${at}: ${parting(before.get(at), after.get(at))}`);
};

/** Runs `body` with `pulumi` on a stack file and with the inline run of the same. */
async function withBoth(
  options: SessionOptions,
  body: (commandLine: PulumiCommandLine, inline: RehearsalSession) => Promise<void>,
): Promise<void> {
  const { program, ...shared } = options;
  const commandLine = await PulumiCommandLine.start(shared);
  try {
    const inline = await RehearsalSession.start({ ...shared, ...(program && { program }) });
    try {
      await body(commandLine, inline);
    } finally {
      await inline.dispose();
    }
  } finally {
    await commandLine.dispose();
  }
}

const commands = { preview: ["preview"], up: ["up", "--yes", "--skip-preview"] } as const;

for (const stack of stacks) {
  test(`pulumi preview and pulumi up on ${stack} give the resources of the inline run, value by value`, () =>
    withBoth({ stackFile: stackFile(stack) }, async (commandLine, inline) => {
      const preview = await commandLine.run([...commands.preview]);
      assert.equal(preview.code, 0, preview.stdout + preview.stderr);
      const up = await commandLine.run([...commands.up]);
      assert.equal(up.code, 0, up.stdout + up.stderr);
      await inline.up();
      const [found, expected] = [commandLine.session.state(), inline.state()];
      assert.ok(values(expected).size > 3000, "there are values to compare");
      assert.deepEqual(differences(found, expected), []);
    }));
}

/**
 * A line without the engine's words around a reason, and with the resource once: a preview of the inline run says at its
 * end what relates resources, of which the engine knows nothing.
 */
const withReason = (line: string): string =>
  line
    .replace(/ resource '([^']+)': property \S+ value \{.*?\} has a problem: /, " $1: ")
    .replace(/^.*?(?=aws:\w+\/\S+ |The configuration|\d+\. )/, "")
    .replace(/^(\S+ \S+: )\1/, "$1")
    .trim();

/** The lines of a text that say what is wrong, without those around them. */
const refusals = (text: string): string[] => [
  ...new Set(
    text
      .split("\n")
      .filter((line) => /The configuration of this stack has|^\s*\d+\. |\[rehearsal: /.test(line))
      .map((line) => withoutChance(withReason(line))),
  ),
];

const made = ({ resources: found }: StackState) => found.filter(({ custom, urn }) => custom && !/::pulumi:/.test(urn));

/** Both refuse, in preview and up, with the same text; `expected` is part of it. Gives what was made all the same. */
async function refusedAlike(options: SessionOptions, expected: readonly RegExp[]): Promise<StackState["resources"]> {
  let left: StackState["resources"] = [];
  await withBoth(options, async (commandLine, inline) => {
    for (const kind of ["preview", "up"] as const) {
      const { code, stdout, stderr } = await commandLine.run([...commands[kind]]);
      assert.notEqual(code, 0, kind);
      await assert.rejects(inline[kind](), (error: Error) => {
        const texts = refusals(error.message);
        for (const text of expected) assert.match(texts.join("\n"), text);
        assert.deepEqual(refusals(stdout + stderr).sort(), texts.sort(), `${kind}: ${stdout}${stderr}`);
        return true;
      });
    }
    left = made(commandLine.session.state());
  });
  return left;
}

/** A mistake in each stack file that the project ships, and what of it the error must name. */
const mistakes: Record<(typeof stacks)[number], { text: (file: string) => string; named: readonly RegExp[] }> = {
  dev: {
    text: (file) => `${file.replace(/mode: \w+/, "mode: okta")}  openmetadata:sizes: small\n`,
    named: [/openmetadata:sizes is not a key/, /openmetadata:auth\.clientId is required/],
  },
  staging: {
    text: (file) =>
      file.replace("aws:region: eu-west-1", "aws:region: eu-wst-1").replace('version: "16"', 'version: "9"'),
    named: [/aws:region is "eu-wst-1"/, /openmetadata:database\.version is "9"/],
  },
  prod: {
    text: (file) => file.replace("certificate: create", "certificate: purchased"),
    named: [/openmetadata:domain\.certificate is "purchased"/],
  },
};

for (const stack of stacks) {
  test(`a mistake in ${stack} is refused with the text of the inline run, and nothing is made`, async () => {
    const { text, named } = mistakes[stack];
    const file = path.join(folder, `Pulumi.${stack}.yaml`);
    writeFileSync(file, text(readFileSync(stackFile(stack), "utf8")));
    assert.deepEqual(await refusedAlike({ stackFile: file }, named), []);
  });
}

/** A service behind a balancer with slips: a launch type that there is not, and no dependency on a listener. */
const slip = `import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import * as lb from "@pulumi/aws/lb";
export = async () => {
  const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
  const subnets = ["10.0.0.0/24", "10.0.1.0/24"].map(
    (cidrBlock, index) => new ec2.Subnet("subnet-" + index, { vpcId: vpc.id, cidrBlock }).id,
  );
  const target = new lb.TargetGroup("web", { vpcId: vpc.id, port: 80, protocol: "HTTP", targetType: "ip" });
  const task = new ecs.TaskDefinition("web", {
    family: "web",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    containerDefinitions: JSON.stringify([{ name: "web", image: "nginx", portMappings: [{ containerPort: 80 }] }]),
  });
  new ecs.Service("web", {
    cluster: new ecs.Cluster("web").arn,
    taskDefinition: task.arn,
    launchType: "FARGATES",
    networkConfiguration: { subnets },
    loadBalancers: [{ targetGroupArn: target.arn, containerName: "web", containerPort: 80 }],
  });
};
`;

test("what the rules refuse is refused with the text of the inline run", async () => {
  const slipped = mkdtempSync(path.join(folder, "project-"));
  for (const name of readdirSync(projectDirectory).filter((entry) => entry !== "index.ts"))
    symlinkSync(path.join(projectDirectory, name), path.join(slipped, name));
  writeFileSync(path.join(slipped, "index.ts"), slip);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const program = require(path.join(slipped, "index.ts")) as Program;
  await refusedAlike({ configuration: { "aws:region": "eu-west-1" }, projectDirectory: slipped, program }, [
    /\[rehearsal: value-limits\]/,
    /\[rehearsal: listener-before-service\]/,
  ]);
});
