import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { readStackFile } from "./stack-file";

const folder = mkdtempSync(path.join(tmpdir(), "stack-files-"));
after(() => rmSync(folder, { recursive: true }));

const reading = (text: string, name = "Pulumi.wrong.yaml") => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return () => readStackFile(file);
};

describe("a stack file that is none is refused with what to do", () => {
  const cases: readonly (readonly [title: string, text: string, message: RegExp])[] = [
    [
      "YAML that is not closed",
      "config:\n  aws:region: [eu\n  b: c\n",
      /Pulumi\.wrong\.yaml is not YAML: line \d, column \d+/,
    ],
    ["a tab", "config:\n\taws:region: eu-west-1\n", /is not YAML: line 2/],
    ["a key twice", "config:\n  aws:region: a\n  aws:region: b\n", /is not YAML: line 3, column 3: .*unique/],
    ["a colon in a value", "config:\n  openmetadata:domain:\n    name: Canary: 7\n", /is not YAML: line 3/],
    ["a list", "- aws:region: eu-west-1\n", /holds a list where keys are wanted.*\n\nconfig:\n {2}aws:region/s],
    ["text", "eu-west-1\n", /holds text where keys are wanted/],
    [
      "keys outside config",
      "openmetadata:size: small\n",
      /has openmetadata:size beside config:.* Move it below config:/,
    ],
    [
      "keys outside config as well",
      "config: {}\nsize: small\nregion: a\n",
      /has size, region beside config:.* Move them/,
    ],
    ["config that is a list", "config:\n  - aws:region: eu-west-1\n", /has a list under config: where keys are wanted/],
  ];
  for (const [title, text, message] of cases) {
    it(title, () =>
      assert.throws(reading(text), (error: Error) => {
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /Canary|YAMLParseError/);
        return true;
      }),
    );
  }

  it("a folder, a file that is not there, the project file", () => {
    assert.throws(() => readStackFile(folder), /Cannot read the stack file .*: it is a folder\. Name a file such as/);
    assert.throws(() => readStackFile(path.join(folder, "none.yaml")), /there is no such file/);
    assert.throws(() => readStackFile(path.join(projectDirectory, "Pulumi.yaml")), /Pulumi\.yaml is a project file\./);
  });
});

describe("a stack file is read", () => {
  it("with what Pulumi keeps beside config, or with nothing", () => {
    const text = "secretsprovider: awskms://alias/a\nencryptedkey: AAAA\nencryptionsalt: v1:a\nconfig:\n  a:b: c\n";
    assert.deepEqual(reading(text)().config, { "a:b": "c" });
    for (const empty of ["", "config:\n", "config: {}\n", "encryptionsalt: v1:a\n"])
      assert.deepEqual(reading(empty)().config, {});
  });
});
