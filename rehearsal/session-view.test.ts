import assert from "node:assert/strict";
import { test } from "node:test";
import { command, readArguments } from "./command/arguments";
import { refuseChanges, shownChange } from "./session-view";
import { projectDirectory } from "../config/project-directory";

test("a change shows the value of a key that is known and harmless, and of no other", () => {
  const shown: readonly (readonly [key: string, value: string])[] = [
    ["openmetadata:size", "medium"],
    ["openmetadata:server.environment.LOG_LEVEL", "DEBUG"],
    ["openmetadata:database.instanceClass", "db.m7g.large"],
    ["openmetadata:domain.certificate", "create"],
    ["aws:region", "eu-west-1"],
  ];
  for (const [key, value] of shown) assert.equal(shownChange(key, value), value, key);
  const hidden = [
    "openmetadata:secrets.auth.clientSecret",
    'openmetadata:secrets["auth"].clientSecret',
    "openmetadata:secrets",
    "openmetadata:database.password",
    "openmetadata:database.pin",
    "openmetadata:auth.clientSecret",
    "openmetadata:server.environment.SMTP_SERVER_PWD",
    "openmetadata:nothing.of.the.kind",
    "aws:secretKey",
  ];
  for (const key of hidden) assert.equal(shownChange(key, "Canary77"), "[secret]", key);
  assert.equal(shownChange("openmetadata:server.environment.LOG_LEVEL", "postgres://jane:Canary77@db"), "[secret]");
});

const told = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was refused";
};

test("no refusal of a change repeats its value", () => {
  const parsed = (...words: string[]) => {
    const written: string[] = [];
    const parser = command().exitOverride();
    const output = parser.configureOutput();
    parser.configureOutput({ ...output, writeErr: (text) => void written.push(text) });
    const message = told(() => readArguments(parser.parse(words, { from: "user" }), projectDirectory, 1));
    return [message.startsWith("error: ") ? "" : message, ...written].join("\n");
  };
  for (const words of [
    ["--change", "Canary77"],
    ["--change", "=Canary77"],
    ["--change", "auth[x]=Canary77"],
    ["--change", ".a=Canary77"],
    ["--chnage=database.password=Canary77"],
    ["dev", "database.password=Canary77"],
  ]) {
    const text = parsed(...words);
    assert.ok(text.length > 10 && !text.includes("Canary77"), `${words.join(" ")}: ${text}`);
  }
  const refused = told(() =>
    refuseChanges({ "openmetadata:auth": { mode: "basic" } }, [{ key: "openmetadata:auth.mode.a", value: "Canary77" }]),
  );
  assert.match(refused, /would refuse it: openmetadata:auth\.mode/);
  assert.doesNotMatch(refused, /Canary77/);
});
