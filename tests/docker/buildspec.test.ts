import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { buildspecOf } from "../../components/aws/airflow/buildspec";
import { ingestionBuildContext } from "../../openmetadata/images/ingestion-dockerfile";
import { run } from "../containers/parts";
import { makeBaseImage } from "./base-image";
import { type DockerEngine, startDocker } from "./docker-engine";
import { missing } from "./parts";
import { type Registry, startRegistry } from "./registry";

const skip = missing() ?? false;
const [baseImage, host] = [
  "docker.getcollate.io/openmetadata/ingestion:1.13.6",
  "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
];
const [repository, tag, password] = [`${host}/stack-ingestion`, "1.13.6-0123456789ab", "eyJtoken"];

/** The commands that CodeBuild runs, in a shell of this machine; `aws` is a program that gives the login. */
describe("the commands of a build in the account, on a real Docker engine", { skip, timeout: 600_000 }, () => {
  let registry: Registry;
  let engine: DockerEngine;
  const folder = mkdtempSync(path.join(tmpdir(), "buildspec-"));
  const built = (connectors: string[], requirements: string[] = []) => {
    const context = ingestionBuildContext({ baseImage, version: "1.13.6", connectors, requirements });
    const { commands } = buildspecOf({ context, baseImage });
    // CodeBuild runs one after the other in one shell, and ends the phase with the first that fails.
    const script = ["set -e", ...commands, 'echo "digest $IMAGE_DIGEST"'].join("\n");
    const environment = {
      PATH: `${folder}:/usr/bin:/bin`,
      HOME: folder,
      DOCKER_HOST: engine.host,
      DOCKER_BUILDKIT: "1",
      REPOSITORY: repository,
      TAG: tag,
      AWS_REGION: "eu-west-1",
    };
    return run(["/bin/sh", "-c", `cd ${folder}\n${script}`], environment);
  };

  before(async () => {
    const program = `#!/bin/sh\n[ "$*" = "ecr get-login-password --region eu-west-1" ] && echo ${password}\n`;
    writeFileSync(path.join(folder, "aws"), program, { mode: 0o755 });
    registry = await startRegistry("eu-west-1", (given) => given === password);
    engine = await startDocker(registry.environment);
    makeBaseImage(engine, baseImage);
  });
  after(async () => {
    await engine?.stop();
    await registry?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("build and push the image, and leave its digest", async () => {
    const { status, output } = await built(["snowflake"]);
    assert.equal(status, 0, output);
    assert.match(output, /^step: the image is built and is pushed now$/m);
    const digest = await registry.digest("stack-ingestion", tag);
    assert.ok(digest !== undefined && output.includes(`digest ${digest}\n`), output);
    assert.ok(!output.includes(password), output);
  });

  test("take a requirement with quotes and a marker unchanged", async () => {
    const { status, output } = await built([], [`acme-dbt>=1; python_version > "3.0"`, "acme-snowflake # $HOME 'x'"]);
    assert.equal(status, 0, output);
  });

  test("end with pip's own words when a connector asks for another Airflow", async () => {
    const pushed = registry.pushed().length;
    const { status, output } = await built(["bigquery"]);
    assert.notEqual(status, 0);
    assert.match(output, /ResolutionImpossible/);
    assert.equal(registry.pushed().length, pushed);
  });
});
