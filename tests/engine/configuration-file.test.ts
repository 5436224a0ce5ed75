import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { clients } from "../../config/testing/valid-stack-files";
import { projectDirectory } from "../../config/project-directory";
import { withSession } from "./stacks";

interface Container {
  readonly name: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
}

const file = "config/testing/guide-form.yaml";
const configuration = {
  "aws:region": "eu-west-1",
  "openmetadata:version": "0.12.3",
  "openmetadata:search": { version: "1.3" },
  "openmetadata:server": { configurationFile: file, ...clients },
};

test("a server with a file of the guide's form gets the file, and host and port apart", { timeout: 120_000 }, () =>
  withSession({ configuration, stackName: "guide" }, async (session) => {
    await session.up();
    const { resources } = session.state({ secrets: "clear" });
    const task = resources.find(
      ({ type, urn }) => type === "aws:ecs/taskDefinition:TaskDefinition" && urn.endsWith("server"),
    );
    const containers = JSON.parse(String(task?.outputs?.containerDefinitions)) as Container[];
    const container = (name: string): Container => containers.find((one) => one.name === name)!;
    const plain = Object.fromEntries(container("server").environment.map(({ name, value }) => [name, value]));

    assert.equal(plain.AIRFLOW_HOST, "airflow.openmetadata-guide.internal");
    assert.equal(plain.AIRFLOW_PORT, "8080");
    assert.equal(plain.SERVER_HOST, "server.openmetadata-guide.internal");
    assert.equal(plain.SERVER_PORT, "8585");
    assert.equal(plain.SERVER_HOST_API_URL, undefined, "the file does not read it");

    const reference = container("key-files").secrets.find(({ name }) => name === "CONFIGURATION_FILE")?.valueFrom;
    const stored = resources.find(
      ({ type, outputs }) => type === "aws:secretsmanager/secretVersion:SecretVersion" && outputs?.arn === reference,
    );
    assert.equal(stored?.outputs?.secretString, readFileSync(path.join(projectDirectory, file), "utf8"));
  }),
);
