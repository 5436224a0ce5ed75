import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { airflowHealthCheck } from "../../openmetadata/tasks/airflow-task";
import { freePort, program, run } from "./parts";

const skip = program("python3") === undefined ? "no python3" : false;
const healthy = { status: "healthy" };

describe("Airflow's health check", { skip }, () => {
  let server: Server;
  let answer: { status: number; body: string } | "silence" | "reset" = "silence";
  let asked = "";

  before(async () => {
    server = createServer((request, response) => {
      asked = request.url ?? "";
      if (answer === "silence") return;
      if (answer === "reset") return void request.socket.destroy();
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const check = async (version: string, port = (server.address() as AddressInfo).port) => {
    const { command } = airflowHealthCheck(releaseLineOf(version));
    const started = Date.now();
    const { status, output } = await run(
      command.map((word) => word.replace("127.0.0.1:8080", `127.0.0.1:${port}`)),
      { PATH: process.env.PATH, PYENV_VERSION: process.env.PYENV_VERSION },
    );
    return { status, output, seconds: (Date.now() - started) / 1000 };
  };
  const document = (parts: Record<string, unknown>, status = 200) => {
    answer = { status, body: JSON.stringify(parts) };
  };

  // The documents of Airflow 3.3.1 and 2.10.5, with a trigger process that this host does not run.
  const three = { metadatabase: healthy, scheduler: healthy, triggerer: { status: null }, dag_processor: healthy };
  const two = {
    metadatabase: healthy,
    scheduler: healthy,
    triggerer: { status: null },
    dag_processor: { status: null },
  };

  test("200 with every needed part healthy is healthy", async () => {
    document(three);
    assert.equal((await check("1.13.6")).status, 0);
    assert.equal(asked, "/api/v2/monitor/health");
    document(two);
    assert.equal((await check("1.10.3")).status, 0);
    assert.equal(asked, "/health");
  });

  test("200 with one part dead is not, and names it", async () => {
    for (const part of ["metadatabase", "scheduler", "dag_processor"]) {
      for (const dead of [{ status: "unhealthy" }, { status: null }, null, undefined]) {
        document({ ...three, [part]: dead });
        const { status, output } = await check("1.13.6");
        assert.equal(status, 1, `${part} ${JSON.stringify(dead)}`);
        assert.match(output, new RegExp(`not healthy: ${part}`));
      }
    }
  });

  test("an error, another page, no answer and no server are not healthy", async () => {
    document(three, 503);
    assert.equal((await check("1.13.6")).status, 1);
    document(three, 404);
    assert.equal((await check("1.13.6")).status, 1);
    for (const body of ["<html></html>", "", "[]", "null", `"healthy"`]) {
      answer = { status: 200, body };
      assert.equal((await check("1.13.6")).status, 1, body);
    }
    answer = "reset";
    assert.equal((await check("1.13.6")).status, 1);
    assert.equal((await check("1.13.6", await freePort())).status, 1);
  });

  test("a server that never answers is given up before ECS's own limit", async () => {
    answer = "silence";
    const { status, seconds } = await check("1.13.6");
    assert.equal(status, 1);
    assert.ok(seconds < airflowHealthCheck(releaseLineOf("1.13.6")).timeoutSeconds, `${seconds} s`);
  });
});
