import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { badStackFiles, canary } from "./testing/bad-stack-files";
import { forClients, validStackFiles } from "./testing/valid-stack-files";
import { knownPaths } from "./messages/nearest-key";
import { problemsText, problemText } from "../problems/problem";
import { stackConfigSchema } from "./schema";
import { schemaAt, unwrapped } from "./schema-walk";
import { validateStackConfig } from "./validate";

/** No eight characters of the secret in a row: a cut or quoted value would be a leak too. */
function assertSilentAbout(secret: string, text: string): void {
  for (let start = 0; start + 8 <= secret.length; start += 1) {
    const piece = secret.slice(start, start + 8);
    assert.ok(!text.includes(piece), `the text shows a piece of the secret: ${text}`);
  }
}

for (const { title, values } of validStackFiles) {
  test(`a stack file that works: ${title}`, () => {
    const { config, problems } = validateStackConfig(values);
    assert.deepEqual(problems.map(problemText), []);
    assert.equal(typeof config?.version, "string");
    assert.ok(!("secrets" in (config ?? {})), "secrets stay out of the plain config");
  });
}

test("a bad stack file is refused in at least 60 ways", () =>
  assert.ok(badStackFiles.length >= 60, String(badStackFiles.length)));
for (const { title, values, key, secureKeys } of badStackFiles) {
  test(`a bad stack file is refused: ${title}`, () => {
    const { config, problems, notes } = validateStackConfig(values, {
      secureKeys: new Set(secureKeys),
      region: "eu-west-1",
    });
    assert.equal(config, undefined);
    const named = problems.filter((problem) => problem.key === key);
    assert.ok(named.length > 0, `${key} is not named in: ${problemsText(problems)}`);
    for (const problem of problems) {
      assert.ok(problem.allowed.length > 0, problemText(problem));
      // The last line is a command, indented and with nothing behind it.
      assert.match(problemText(problem), /\n {4}pulumi config (set|rm) \S.*[^.\s]$/);
    }
    assertSilentAbout(canary, problemsText(problems) + notes.map(({ text }) => text).join());
  });
}

test("reports mistakes of every section at once, rules included", () => {
  const { problems } = validateStackConfig({
    size: "huge",
    netwrok: {},
    auth: { mode: "okta" },
    server: { replicas: 11 },
    search: { nodes: "x" },
  });
  const keys = problems.map(({ key }) => key);
  for (const key of ["size", "netwrok", "auth.clientId", "server.replicas", "search.nodes", "domain"])
    assert.ok(keys.includes(key), `${key} in ${keys.join()}`);
});

test("says no problem twice", () => {
  for (const { values, secureKeys } of badStackFiles) {
    const texts = validateStackConfig(values, { secureKeys: new Set(secureKeys) }).problems.map(problemText);
    assert.equal(new Set(texts).size, texts.length, texts.join("\n"));
  }
});

test("defaults that follow from other keys: a limit of the storage leaves RDS room, for any storage", () => {
  const limitOf = (database: object, size = "small") => {
    const { config, problems } = validateStackConfig(forClients({ size, database }));
    assert.deepEqual(problems.map(problemText), []);
    return config?.database.mode === "create" ? config.database.maximumStorageGiB : undefined;
  };
  assert.equal(limitOf({}), 100);
  assert.equal(limitOf({ storageGiB: 50 }), 100);
  assert.equal(limitOf({ storageGiB: 100 }), 200);
  assert.equal(limitOf({ storageGiB: "100" }), 200, "a number as pulumi config set writes it");
  assert.equal(limitOf({ storageGiB: 100 }, "large"), 500);
  assert.equal(limitOf({ storageGiB: 100, maximumStorageGiB: 110 }), 110);
  assert.equal(limitOf({ storageGiB: 65_000 }), 65_536);
});

test("defaults that follow from other keys make each run a task from medium on, where the stack builds an image and the file says nothing of Airflow's shape", () => {
  const shapeOf = (airflow: object, others: object = { size: "medium" }) => {
    const { config, problems } = validateStackConfig(forClients({ ...others, airflow }));
    assert.deepEqual(problems.map(problemText), []);
    return config?.airflow.host === "create" ? `${config.airflow.topology} ${config.airflow.executor}` : undefined;
  };
  const built = { host: "create", connectors: ["snowflake"] };
  assert.equal(shapeOf(built), "split ecs");
  assert.equal(shapeOf(built, { size: "large" }), "split ecs");
  assert.equal(shapeOf({ host: "create", requirements: ["pyathena==3.9.0"] }), "split ecs");
  assert.equal(
    shapeOf({ ...built, worker: { cpu: 2048, memory: 8192 } }),
    "split ecs",
    "a size of what is the default",
  );
  const local = "single local";
  assert.equal(shapeOf({ host: "create" }), local, "no image is built");
  assert.equal(shapeOf(built, { size: "small" }), local);
  assert.equal(shapeOf(built, { size: "medium", version: "1.12.6" }), local, "a release that cannot");
  assert.equal(shapeOf({ ...built, memory: 16_384 }), local, "a task of a chosen size stays one");
  assert.equal(shapeOf({ ...built, executor: "local" }), local);
  assert.equal(shapeOf({ ...built, topology: "split" }), "split local");
});

test("defaults that follow from other keys: a small scheduler where each run of a workflow is a task of its own", () => {
  const schedulerOf = (airflow: object) => {
    const { config } = validateStackConfig(forClients({ size: "medium", airflow: { topology: "split", ...airflow } }));
    if (config?.airflow.host !== "create") return undefined;
    const { cpu, memory, ephemeralStorageGiB } = config.airflow;
    return [cpu, memory, ephemeralStorageGiB];
  };
  assert.deepEqual(schedulerOf({ executor: "local" }), [2048, 8192, 50]);
  assert.deepEqual(schedulerOf({ executor: "ecs" }), [1024, 2048, 20]);
  assert.deepEqual(schedulerOf({ executor: "ecs", memory: 4096 }), [2048, 4096, 20]);
  assert.deepEqual(schedulerOf({ executor: "ecs", cpu: 512, memory: 4096, ephemeralStorageGiB: 21 }), [512, 4096, 21]);
});

const textOf = (values: Record<string, unknown>) => validateStackConfig(values).problems.map(problemText).join("\n");

test("texts name key, reason and command for a missing key", () => {
  const text = textOf({
    auth: { mode: "okta", authority: "https://example.okta.com" },
    server: { publicUrl: "https://a.example.com" },
  });
  assert.match(
    text,
    /openmetadata:auth\.clientId is required when auth\.mode is "okta"\.\nSet it:\n {4}pulumi config set --path openmetadata:auth\.clientId CLIENT-ID$/m,
  );
});

test("texts name the nearest key", () => {
  assert.match(
    textOf({ auth: { cilentId: "x" } }),
    /did you mean auth\.clientId\?\nRename it:\n {4}pulumi config rm --path openmetadata:auth\.cilentId\n {4}pulumi config set --path openmetadata:auth\.clientId CLIENT-ID$/m,
  );
  assert.match(textOf({ clientSecret: "x" }), /did you mean secrets\.auth\.clientSecret\?/);
  assert.match(textOf({ network: { vpcId: "x" } }), /only when network\.mode is "existing"/);
});

test("texts list the modes of a section, not the library's unions", () => {
  assert.match(textOf({ airflow: { host: "mwaa" } }), /airflow\.host is "mwaa"; allowed: "create" or "existing"/);
  assert.doesNotMatch(textOf({ airflow: { host: "mwaa" } }), /union|discriminator/i);
});

test("texts name the size of a file that no secret can hold, and the most that one can", () => {
  const folder = mkdtempSync(join(tmpdir(), "large-files-"));
  try {
    const write = (name: string, begin: string, bytes: number) =>
      writeFileSync(join(folder, name), begin.padEnd(bytes, " "));
    const problemsOf = (values: Record<string, unknown>) =>
      validateStackConfig(forClients(values), { projectDirectory: folder }).problems.map(problemText);
    write("whole.yaml", "clusterName: x\n", 65_536);
    write("large.yaml", "clusterName: x\n", 65_537);
    write("large.pem", "-----BEGIN CERTIFICATE-----\n", 165_000);
    assert.deepEqual(problemsOf({ server: { configurationFile: "whole.yaml" } }), []);
    assert.match(
      problemsOf({ server: { configurationFile: "large.yaml" } }).join(),
      /server\.configurationFile is "large\.yaml", which has 65537 bytes; allowed: .* at most 65536 bytes.*\nRemove the comments from it, then set it:\n {4}pulumi config set --path openmetadata:server\.configurationFile PATH$/,
    );
    assert.match(
      problemsOf({ database: { caCertificateFile: "large.pem" } }).join(),
      /database\.caCertificateFile is "large\.pem", which has 165000 bytes; .*\n.*REGION-bundle\.pem/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("texts list the supported release lines", () => {
  for (const version of ["3.1.0", "latest"]) assert.match(textOf({ version }), /lines 0\.12\.0, .*1\.11–1\.13, 2\.0/);
});

const root = stackConfigSchema("small");
const paths = knownPaths(root);
const nest = (path: readonly string[], value: unknown): Record<string, unknown> =>
  Object.fromEntries([[path[0], path.length === 1 ? value : nest(path.slice(1), value)]]) as Record<string, unknown>;

test("validation refuses any unknown key and shows nothing of its value", () => {
  const sections = paths.map((path) => path.slice(0, -1)).filter((path) => path.length < 2 && path[0] !== "tags");
  const name = fc
    .string({ minLength: 1, maxLength: 12 })
    .filter((text) => text !== "__proto__" && !paths.some((path) => path.includes(text)));
  fc.assert(
    fc.property(fc.constantFrom(...sections), name, fc.constantFrom("a", "b"), (section, unknown, suffix) => {
      const secret = `${canary}-${suffix}`;
      const { config, problems } = validateStackConfig(nest([...section, unknown], { [suffix]: secret }));
      assert.equal(config, undefined);
      assert.ok(
        problems.some(({ key }) =>
          key.includes(section.length > 0 ? `${section[0]}` : JSON.stringify(unknown).slice(1, -1)),
        ),
      );
      assertSilentAbout(canary, problemsText(problems));
    }),
    { numRuns: 300 },
  );
});

test("validation refuses a wrong type under any key and names the key or its section", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...paths),
      fc.constantFrom(null, [[canary]], { nested: canary }, 1.5, Number.NaN),
      (path, wrong) => {
        const schema = schemaAt(root, path, {});
        const kind = schema && unwrapped(schema)._zod.def.type;
        fc.pre(kind !== "record" && !(kind === "object" && wrong === null));
        const { config, problems } = validateStackConfig(nest(path, wrong));
        assert.equal(config, undefined, path.join("."));
        assert.ok(
          problems.some(({ key }) => key.startsWith(path[0] ?? "")),
          problemsText(problems),
        );
        assertSilentAbout(canary, problemsText(problems));
      },
    ),
    { numRuns: 500 },
  );
});

test("validation refuses a valid file with one required key removed, naming it", () => {
  const required = validStackFiles.flatMap(({ values }) =>
    [
      ["network", "vpcId"],
      ["network", "privateSubnetIds"],
      ["database", "host"],
      ["database", "username"],
      ["search", "host"],
      ["search", "engine"],
      ["domain", "name"],
      ["domain", "zoneId"],
      ["auth", "clientId"],
      ["auth", "authority"],
      ["secrets", "database"],
      ["secrets", "search"],
      ["secrets", "server"],
    ].flatMap(([section = "", key = ""]) => {
      const found = values[section] as Record<string, unknown> | undefined;
      return found?.[key] === undefined
        ? []
        : [{ key: `${section}.${key}`, values: { ...values, [section]: { ...found, [key]: undefined } } }];
    }),
  );
  assert.ok(required.length >= 12);
  for (const { key, values } of required) {
    const { problems } = validateStackConfig(values);
    assert.ok(
      problems.some((problem) => problem.key.startsWith(key)),
      `${key}: ${problemsText(problems)}`,
    );
  }
});

test("validation never shows a secret, in any form and wherever the file is wrong", () => {
  const secretPaths = paths.filter((path) => path[0] === "secrets" && path.length === 3);
  fc.assert(
    fc.property(
      fc.constantFrom(...secretPaths),
      fc.string({ maxLength: 40 }),
      fc.constantFrom({}, { size: 1 }, { auth: { mode: "saml" } }),
      (path, tail, others) => {
        const { problems, notes } = validateStackConfig({ ...others, ...nest(path, canary + tail) });
        assertSilentAbout(canary, problemsText(problems) + JSON.stringify(notes));
      },
    ),
    { numRuns: 200 },
  );
});
