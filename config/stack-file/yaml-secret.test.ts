import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { forClients } from "../testing/valid-stack-files";
import { problemText } from "../../problems/problem";
import { validateStackConfig } from "../validate";
import { yamlReading } from "./yaml-secret";

const cases: readonly (readonly [text: string, reading: ReturnType<typeof yamlReading>])[] = [
  ["plain-Text.42~x", "same"],
  ["p4ss,w(or)d=%&*", "same"],
  ["0123456789", "same"],
  ["smtp://user@host:25", "same"],
  ["a: b", "other"],
  ["ends:", "other"],
  ["a #b", "other"],
  ["#b", "other"],
  ["!Passw0rd", "other"],
  ["&Passw0rd", "other"],
  ["*Passw0rd", "other"],
  ["@Passw0rd", "other"],
  ["%Passw0rd", "other"],
  ["{Passw0rd", "other"],
  ["'Passw0rd", "other"],
  ["space at the end ", "other"],
  ["two\nlines", "other"],
  ["again ${NAME}", "other"],
  ["null", "other"],
  ["'!a: b #c'", "written"],
  ['"a: b"', "written"],
  ["[a, b]", "written"],
  ["{a: b}", "written"],
];
for (const [text, reading] of cases)
  test(`yamlReading: ${JSON.stringify(text)} is read ${reading}`, () => assert.equal(yamlReading(text), reading));

test("yamlReading: says same only of what comes back", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "binary-ascii" }), (text) => {
      if (yamlReading(text) === "same")
        assert.equal((parse(`value: ${text}\n`, { schema: "failsafe" }) as { value: unknown }).value, text);
    }),
  );
});

test("yamlReading: finds in the words that it does not parse what the parser finds", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+/=@-]*$/), (text) => {
      fc.pre(text.toLowerCase() !== "null");
      assert.equal((parse(`value: ${text}\n`, { schema: "failsafe" }) as { value: unknown }).value, text);
      assert.equal(yamlReading(text), "same");
    }),
  );
});

test("yamlReading: takes anything in single quotes for itself", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[!-~]([ -~]*[!-~])?$/), (text) => {
      fc.pre(!text.includes("${"));
      assert.equal(yamlReading(`'${text.replaceAll("'", "''")}'`), "written");
    }),
  );
});

const problemsOf = (secrets: object) => validateStackConfig(forClients({ secrets })).problems.map(problemText);

test("a secret that the server's configuration file cannot hold is refused by name, nothing of it shown, and told how", () => {
  for (const secrets of [
    { serverEnvironment: { OM_SM_ACCESS_KEY: "canary: 8842" } },
    { serverEnvironment: { OM_SM_ACCESS_KEY: "canary #8842" } },
  ]) {
    const text = problemsOf(secrets).join();
    assert.match(
      text,
      /openmetadata:secrets\.serverEnvironment\.OM_SM_ACCESS_KEY is text of 12 characters; allowed: .*single quotes/,
    );
    assert.doesNotMatch(text, /canary|8842/);
  }
  assert.deepEqual(problemsOf({ serverEnvironment: { OM_SM_ACCESS_KEY: "'canary: 8842'" } }), []);
});

test("a secret that the server's configuration file cannot hold may not be quoted where Airflow reads it too", () => {
  assert.deepEqual(problemsOf({ airflow: { password: "Starling-42" } }), []);
  for (const password of ["!Starling-42", "%Starling-42", "Starling-42:"])
    assert.match(problemsOf({ airflow: { password } }).join(), /secrets\.airflow\.password is text of/);
});
