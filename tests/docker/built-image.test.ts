import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import { RehearsalSession, type Run } from "../../rehearsal/engine/session";
import { resourceChanges } from "../engine/stacks";
import { makeBaseImage } from "./base-image";
import { type DockerEngine, startDocker, startDockerProvider } from "./docker-engine";
import { missing } from "./parts";
import { type Registry, startRegistry } from "./registry";

const skip = missing() ?? false;
const minutes = 60_000;
const region = "eu-west-1";
const baseImage = "docker.getcollate.io/openmetadata/ingestion:1.13.6";

/** The shipped stack with connectors: its own program, its own Docker resources on the real provider, AWS simulated. */
describe("the image that a stack builds, on a real Docker engine", { skip, timeout: 20 * minutes }, () => {
  let registry: Registry;
  let engine: DockerEngine;
  let provider: Awaited<ReturnType<typeof startDockerProvider>>;
  let session: RehearsalSession;
  /** Passwords that the account gave and that are not over, newest last. */
  let valid: string[] = [];

  before(async () => {
    registry = await startRegistry(region, (password) => valid.includes(password));
    engine = await startDocker(registry.environment);
    makeBaseImage(engine, baseImage);
    provider = await startDockerProvider(registry.environment);
    session = await RehearsalSession.start({
      stackFile: stackFile("dev"),
      externalProviders: [provider.provider],
    });
    session.setConfig("docker:host", engine.host);
    session.setConfig("aws:region", region);
    const { cloud } = session;
    const freshHex = cloud.freshHex.bind(cloud);
    cloud.freshHex = (digits, purpose) => {
      const hex = freshHex(digits, purpose);
      if (purpose === "registry token") valid.push(`eyJ${hex}`);
      return hex;
    };
  });
  after(async () => {
    await session?.dispose();
    await provider?.stop();
    await engine?.stop();
    await registry?.stop();
  });

  const withConnectors = (...connectors: string[]) => session.setConfig("openmetadata:airflow.connectors", connectors);

  /** The image that Airflow's task definition names, as repository and tag. */
  const imageOfAirflow = (): { repository: string; tag: string; image: string } => {
    const task = session.state().resources.find(({ urn }) => urn.endsWith("TaskDefinition::openmetadata-dev-airflow"));
    const containers = JSON.parse(String(task?.inputs?.containerDefinitions)) as { name: string; image: string }[];
    const image = containers.find(({ name }) => name === "airflow")?.image ?? "";
    const [, repository = "", tag = ""] = /^[^/]+\/(.+):([^:@]+)$/.exec(image) ?? [];
    return { repository, tag, image };
  };

  const installed = (image: string): string =>
    engine.docker("run", "--rm", "--network", "none", image, "python", "-m", "pip", "list", "--format=freeze");

  const dockerChanges = (run: Run) => resourceChanges(run).filter((change) => /docker:|:Provider/.test(change));
  let first: ReturnType<typeof imageOfAirflow>;

  test("is built from the generated Dockerfile and pushed with the account's login", async (test) => {
    withConnectors("snowflake");
    const preview = await session.preview();
    assert.equal(registry.pushed().length, 0, "a preview builds nothing");
    const up = await session.up();
    test.diagnostic(`up with a build and a push: ${up.durationMs} ms`);
    assert.deepEqual(resourceChanges(up), resourceChanges(preview), "up does what preview said");
    first = imageOfAirflow();
    assert.match(first.image, /^\d{12}\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/.+:1\.13\.6-[0-9a-f]{12}$/);
    assert.deepEqual(registry.pushed(), [`/v2/${first.repository}/manifests/${first.tag}`]);
    assert.match((await registry.digest(first.repository, first.tag)) ?? "", /^sha256:/);
    assert.equal(registry.refused(), 0);
    const packages = installed(first.image);
    for (const line of ["apache-airflow==3.3.1", "openmetadata-ingestion==1.13.6.3", "acme-snowflake==1.0"])
      assert.ok(packages.includes(line), packages);
  });

  test("shows the login nowhere in clear", () => {
    const holds = (secrets: "masked" | "encrypted" | "clear") => {
      const text = JSON.stringify(session.state({ secrets }));
      return valid.filter((password) => text.includes(password)).length;
    };
    assert.deepEqual([holds("masked"), holds("encrypted"), holds("clear")], [0, 0, 1]);
  });

  test("changes nothing in a second up, with another login", async () => {
    valid = [];
    assert.deepEqual(resourceChanges(await session.preview()), []);
    assert.deepEqual(resourceChanges(await session.up()), []);
    assert.equal(registry.pushed().length, 1);
  });

  test("is built and pushed again with another connector, and rolls Airflow", async () => {
    withConnectors("snowflake", "dbt");
    const up = await session.up();
    const next = imageOfAirflow();
    assert.notEqual(next.tag, first.tag);
    assert.deepEqual(registry.pushed().slice(1), [`/v2/${next.repository}/manifests/${next.tag}`]);
    assert.deepEqual(dockerChanges(up), [
      `create docker:index/registryImage:RegistryImage::openmetadata-dev-ingestion-${next.tag}`,
      `delete docker:index/registryImage:RegistryImage::openmetadata-dev-ingestion-${first.tag}`,
      "replace docker:index/remoteImage:RemoteImage::openmetadata-dev-ingestion",
    ]);
    assert.ok(resourceChanges(up).includes("update aws:ecs/service:Service::openmetadata-dev-airflow"));
    assert.ok((await registry.digest(first.repository, first.tag)) !== undefined, "the old one stays for a way back");
    assert.ok(installed(next.image).includes("acme-dbt==2.0"));
    assert.deepEqual(resourceChanges(await session.up()), []);
  });

  test("survives a machine without the image and a login that is over", async () => {
    const before = imageOfAirflow();
    engine.docker("image", "rm", before.image);
    valid = [];
    await session.refresh();
    const up = await session.up();
    assert.deepEqual(
      dockerChanges(up).map((change) => change.split(" ")[0]),
      ["create", "create"],
      "the provider takes both for gone",
    );
    assert.deepEqual(imageOfAirflow(), before, "what runs stays");
    assert.deepEqual(
      resourceChanges(up).filter((change) => /ecs/.test(change)),
      [],
    );
  });

  test("is left alone by a refresh that leaves images out, as the drift workflow does", async () => {
    engine.docker("image", "rm", imageOfAirflow().image);
    valid = [];
    const { stdout } = await session.pulumi([
      ...["refresh", "--stack", session.stackName, "--exclude", "**docker:index/**", "--preview-only"],
    ]);
    assert.doesNotMatch(stdout, /docker:index\/\w+.*delete/);
    const whole = await session.pulumi(["refresh", "--stack", session.stackName, "--preview-only"]);
    assert.match(whole.stdout, /delete/, "without it the refresh takes them for gone");
  });

  test("says what pip says when a connector asks for another Airflow", async () => {
    const before = imageOfAirflow();
    withConnectors("bigquery");
    await assert.rejects(session.up(), /ResolutionImpossible|conflict|exit code: 1/);
    assert.deepEqual(imageOfAirflow(), before, "Airflow runs as it did");
  });

  test("is taken away with its repository, without a Docker engine", async () => {
    withConnectors("snowflake", "dbt");
    await session.up();
    await engine.stop();
    await session.destroy();
    assert.deepEqual(session.state().resources ?? [], []);
  });
});
