import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, test } from "node:test";
import {
  indexTemplate,
  type SearchPreparation,
  searchSettingsContainer,
} from "../../openmetadata/tasks/search-settings";
import { program } from "./parts";
import { runContainer } from "./run-container";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const mac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

interface Signed {
  readonly method: string;
  readonly path: string;
  /** Lower-case names; those in `signedHeaders` count. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signedHeaders: readonly string[];
  readonly body: string;
  /** `date/region/service/aws4_request`. */
  readonly scope: string;
  readonly secretKey: string;
}

/** Signature version 4 as IAM's user guide writes it down ("Create a signed AWS API request"). */
function signature({ method, path, headers, signedHeaders, body, scope, secretKey }: Signed): string {
  const canonicalHeaders = signedHeaders.map((name) => `${name}:${(headers[name] ?? "").trim()}\n`).join("");
  const canonical = [method, path, "", canonicalHeaders, signedHeaders.join(";"), hash(body)].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hash(canonical)].join("\n");
  const key = scope.split("/").reduce<string | Buffer>((previous, part) => mac(previous, part), `AWS4${secretKey}`);
  return mac(key, toSign).toString("hex");
}

test("the test's own signature is that of AWS's published test suite (get-vanilla)", () => {
  assert.equal(
    signature({
      method: "GET",
      path: "/",
      headers: { host: "example.amazonaws.com", "x-amz-date": "20150830T123600Z" },
      signedHeaders: ["host", "x-amz-date"],
      body: "",
      scope: "20150830/us-east-1/service/aws4_request",
      secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    }),
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  );
});

const credentials = {
  AccessKeyId: "AKIDEXAMPLE",
  SecretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  Token: "FwoGZXIvYXdzEXAMPLE//token==",
};
const serverRoleArn = "arn:aws:iam::123456789012:role/server";
const password = 'a"b\\c d%41';

interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Whether a request is signed with these credentials for a region's OpenSearch, the security token signed too. */
function isSigned({ path, method, headers, body }: Received, region: string): boolean {
  const [, key, scope = "", names = "", found] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const signedHeaders = names.split(";");
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const expected = signature({
    method,
    path,
    headers: plain,
    signedHeaders,
    body,
    scope,
    secretKey: credentials.SecretAccessKey,
  });
  return (
    key === credentials.AccessKeyId &&
    scope.endsWith(`/${region}/es/aws4_request`) &&
    headers["x-amz-security-token"] === credentials.Token &&
    signedHeaders.includes("host") &&
    signedHeaders.includes("x-amz-security-token") &&
    found === expected
  );
}

describe(
  "the step that prepares the search domain",
  { skip: program("curl") ? false : "takes curl, as the image has" },
  () => {
    let received: Received[];
    let refusals: number;
    let server: Server;
    let url: string;

    beforeEach(async () => {
      received = [];
      refusals = 0;
      server = createServer((request, response) => {
        let body = "";
        request.on("data", (chunk: Buffer) => (body += chunk.toString()));
        request.on("end", () => {
          if (request.url === "/role") return response.end(JSON.stringify(credentials, undefined, 1));
          received.push({ path: request.url ?? "", method: request.method ?? "", headers: request.headers, body });
          response.statusCode = refusals-- > 0 ? 403 : 200;
          response.end('{"acknowledged":true}');
        });
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

    const run = (preparation: Pick<SearchPreparation, "login"> & Partial<SearchPreparation>) =>
      runContainer(
        searchSettingsContainer({
          image: "nginx",
          host: "search",
          replicas: 0,
          adminRoleArns: [],
          serverRoleArn,
          ...preparation,
        }),
        {
          secrets: { "search.password": password },
          environment: {
            SEARCH_URL: url,
            CREDENTIALS_HOST: url,
            AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/role",
            SEARCH_RETRIES: "3",
            SEARCH_RETRY_DELAY: "1",
          },
        },
      );

    test("signs as the task's role, and asks for one shard without a copy", async () => {
      const { status, output } = await run({ login: { kind: "iam", region: "eu-west-1" } });
      assert.equal(status, 0, output);
      const [request, ...others] = received;
      assert.ok(request);
      assert.deepEqual(others, []);
      assert.deepEqual([request.method, request.path], ["PUT", "/_index_template/openmetadata-shards"]);
      assert.equal(request.headers["content-type"], "application/json");
      assert.deepEqual(JSON.parse(request.body), JSON.parse(indexTemplate(0)));
      assert.ok(isSigned(request, "eu-west-1"), JSON.stringify(request.headers));
      assert.ok(!isSigned({ ...request, body: `${request.body} ` }, "eu-west-1"), "another body has another signature");
      assert.ok(!isSigned(request, "eu-west-2"), "another region has another signature");
      for (const secret of [credentials.SecretAccessKey, credentials.Token]) assert.ok(!output.includes(secret));
    });

    test("logs in with the password where requests are not signed, with any characters in it", async () => {
      const { status, output } = await run({ login: { kind: "password", username: "openmetadata" }, replicas: 1 });
      assert.equal(status, 0, output);
      const basic = Buffer.from(`openmetadata:${password}`).toString("base64");
      assert.equal(received[0]?.headers.authorization, `Basic ${basic}`);
      assert.deepEqual(JSON.parse(received[0]?.body ?? ""), JSON.parse(indexTemplate(1)));
      assert.ok(!output.includes(password));
    });

    test("lets roles in besides the server's own", async () => {
      const adminRoleArns = ["arn:aws:iam::123456789012:role/admin"];
      const { status, output } = await run({ login: { kind: "iam", region: "eu-west-1" }, adminRoleArns });
      assert.equal(status, 0, output);
      const mapping = received[1];
      assert.ok(mapping && isSigned(mapping, "eu-west-1"));
      assert.equal(mapping.path, "/_plugins/_security/api/rolesmapping/all_access");
      assert.deepEqual(JSON.parse(mapping.body), { backend_roles: [serverRoleArn, ...adminRoleArns], users: [] });
    });

    test("tries again while a new domain refuses, and ends with an error when it goes on refusing", async () => {
      refusals = 2;
      assert.equal((await run({ login: { kind: "iam", region: "eu-west-1" } })).status, 0);
      assert.equal(received.length, 3);
      refusals = 99;
      const { status, output } = await run({ login: { kind: "iam", region: "eu-west-1" } });
      assert.notEqual(status, 0);
      assert.match(output, /refused PUT \/_index_template\/openmetadata-shards/);
    });
  },
);
