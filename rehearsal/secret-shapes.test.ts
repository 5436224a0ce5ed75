import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import * as random from "@pulumi/random";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { createColors } from "picocolors";
import { stringify } from "yaml";
import { readStackFile } from "./engine/stack-file/stack-file";
import { RehearsalSession } from "./engine/session";
import { type Phase, rehearse } from "./rehearse";
import { reportLines } from "./report/terminal";

const folder = mkdtempSync(path.join(tmpdir(), "shapes-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Words that are in every stack, what looks like a number or a mark, and texts of any other shape. */
const words = [
  "postgres",
  "openmetadata",
  "server",
  "airflow",
  "rehearsal",
  "random",
  "us-east-1",
  "true",
  "5432",
  "[secret]",
  "urn:pulumi",
];
const shape = fc.oneof(
  fc.constantFrom(...words),
  fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }),
  fc.stringMatching(/^[a-z]{3,12}$/),
  fc.stringMatching(/^[A-Za-z0-9+/]{16,44}={0,2}$/),
  fc.webUrl(),
  fc.emailAddress(),
  fc.nat().map(String),
);

test(
  "what the program marks as secret is hidden where it is, and the same text elsewhere stays",
  { timeout: 120_000 },
  async () => {
    const shapes = [...words, ...fc.sample(shape, 30)];
    const session = await RehearsalSession.start({
      configuration: { "aws:region": "us-east-1" },
      fillSecrets: false,
      program: async () => {
        shapes.forEach((text, index) => {
          new random.RandomId(`made-${index}`, {
            byteLength: 4,
            prefix: pulumi.secret(text),
            keepers: { plain: text },
          });
        });
        words.forEach((word) => new random.RandomId(word, { byteLength: 4, prefix: pulumi.secret(word) }));
        return { plain: [...shapes], marked: pulumi.secret([...shapes]) };
      },
    });
    try {
      const { document, resources } = await rehearse(
        session,
        { previewOnly: false, changes: [], destroy: false },
        phase,
        () => [],
      );
      assert.ok(document.held, document.problems.join("\n"));
      const inputsOf = (name: string) =>
        document.resources.find(({ urn }) => urn.endsWith(`RandomId::${name}`))?.inputs;
      shapes.forEach((text, index) =>
        assert.deepEqual(inputsOf(`made-${index}`), { byteLength: 4, prefix: "[secret]", keepers: { plain: text } }),
      );
      for (const word of words) assert.deepEqual(inputsOf(word), { byteLength: 4, prefix: "[secret]" });
      assert.deepEqual([document.outputs.plain, document.outputs.marked], [shapes, "[secret]"]);
      const report = reportLines(document, resources, { width: 120, colors: createColors(false) }).join("\n");
      assert.match(report, /Everything held: 5 checks/);
    } finally {
      await session.dispose();
    }
  },
);

const phase: Phase = (_name, work) => work();

test("no secret of a stack file reaches the rehearsal, in any shape, and nothing else changes", () => {
  const file = path.join(folder, "Pulumi.shapes.yaml");
  const plain = {
    "aws:region": "us-east-1",
    "openmetadata:size": "small",
    "openmetadata:tags": Object.fromEntries(words.map((word, index) => [`tag${index}`, word])),
  };
  fc.assert(
    fc.property(shape, shape, fc.boolean(), (password, client, encrypted) => {
      const secrets = {
        auth: { clientSecret: encrypted ? { secure: client } : client },
        serverEnvironment: { SMTP_SERVER_PWD: password },
        airflow: { password },
      };
      const config = { ...plain, "openmetadata:secrets": secrets };
      writeFileSync(file, stringify({ config }, { defaultStringType: "QUOTE_DOUBLE", lineWidth: 0 }));
      const read = readStackFile(file);
      const { "openmetadata:secrets": section, ...others } = read.config;
      assert.deepEqual(others, plain);
      const kept = JSON.stringify(section);
      // A form that is refused stays, so that it is refused; its text is in no message.
      const made = [...read.madeSecrets];
      for (const text of [password, client].filter((one) => one.length > 12 && !/[^A-Za-z0-9_.-]/.test(one)))
        assert.ok(!kept.includes(JSON.stringify(text)), kept);
      assert.ok(made.every((text) => text.length >= 16 && !words.includes(text)));
    }),
    { numRuns: 200 },
  );
});
