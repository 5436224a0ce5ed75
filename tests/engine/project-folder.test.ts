import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";

/** A stack file of each kind that a team has: encrypted with KMS, with a passphrase, and without secrets. */
const stackFiles = {
  kms: `secretsprovider: awskms://alias/pulumi?region=eu-west-1
encryptedkey: AQICAHgTWOAyp+Ksk0KzVqCV0IOQ2vBnMwDO
config:
  aws:region: eu-west-1
  openmetadata:server: { internal: true }
  openmetadata:secrets:
    airflow:
      password:
        secure: v1:Q2FuYXJ5:8Nmn0B3OZ9GkVbQw
`,
  passphrase: `encryptionsalt: v1:u3pWDP4lZ8E=:v1:4qE0vKzXxY3a7B2Q:m9mG1nXkQm3k1Q==
config:
  aws:region: eu-west-1
  openmetadata:server: { internal: true }
  openmetadata:secrets:
    airflow:
      password:
        secure: v1:Q2FuYXJ5:8Nmn0B3OZ9GkVbQw
`,
  plain: `config:
  aws:region: eu-west-1
  openmetadata:server: { internal: true }
`,
};

const generatedFolders = new Set(["node_modules", ".git", ".cache"]);

/** Path → digest of every file below a folder, links and generated folders left out. */
const digests = (folder: string, below = ""): Record<string, string> =>
  Object.assign(
    {},
    ...readdirSync(path.join(folder, below), { withFileTypes: true })
      .filter((entry) => !generatedFolders.has(entry.name) && !entry.isSymbolicLink())
      .map((entry) => {
        const at = path.join(below, entry.name);
        if (entry.isDirectory()) return digests(folder, at);
        return {
          [at]: createHash("sha256")
            .update(readFileSync(path.join(folder, at)))
            .digest("hex"),
        };
      }),
  ) as Record<string, string>;

/** Nothing of Pulumi's, AWS's or a passphrase in the environment. */
const bareEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|PULUMI_)/.test(name)));

test(
  "a rehearsal leaves the project folder byte-identical, without passphrase or AWS variables",
  { timeout: 400_000 },
  () => {
    const copy = mkdtempSync(path.join(tmpdir(), "project-"));
    try {
      cpSync(projectDirectory, copy, {
        recursive: true,
        filter: (source) => !generatedFolders.has(path.basename(source)),
      });
      symlinkSync(path.join(projectDirectory, "node_modules"), path.join(copy, "node_modules"));
      for (const [kind, text] of Object.entries(stackFiles))
        writeFileSync(path.join(copy, `Pulumi.${kind}.yaml`), text);
      const before = digests(copy);
      for (const kind of Object.keys(stackFiles)) {
        const run = spawnSync(
          process.execPath,
          ["--require", "./runtime/load-typescript.cjs", "rehearsal/command/main.ts", kind],
          { cwd: copy, encoding: "utf8", env: bareEnvironment() },
        );
        assert.equal(run.status, 0, `${kind}: ${run.stdout.slice(-2000)}${run.stderr}`);
        if (kind !== "plain") assert.match(run.stdout, /secrets\.airflow\.password/, "the placeholder is named");
      }
      assert.deepEqual(digests(copy), before);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  },
);
