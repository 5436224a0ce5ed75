import assert from "node:assert/strict";
import { test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import type { RehearsalSession } from "../../rehearsal/engine/session";
import { resourceChanges, withSession } from "./stacks";

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

/** What the account holds of a type: inputs by the resource's name without the stack's. */
const made = (session: RehearsalSession, type: string): Record<string, unknown>[] =>
  session.state().resources.flatMap((resource) => (resource.type === type ? [resource.inputs ?? {}] : []));

/** Statements of the policies of a role, by the policy's name without the stack's. */
const statementsOf = (session: RehearsalSession, name: string): Statement[] =>
  session
    .state()
    .resources.filter(
      ({ type, urn }) =>
        type === "aws:iam/rolePolicy:RolePolicy" && new RegExp(`::openmetadata-dev-${name}(-[0-9a-f]{6})?$`).test(urn),
    )
    .flatMap(({ inputs }) => (JSON.parse(String(inputs?.["policy"])) as { Statement: Statement[] }).Statement);

test("OpenMetadata's secrets manager: the server writes, Airflow reads, both below one name", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    session.setConfig("openmetadata:server.secretsManager", { kind: "managed-aws", prefix: "acme" });
    session.setConfig("openmetadata:server.clusterName", "lake");
    await session.up();
    const connection = (name: string) =>
      statementsOf(session, name).filter(({ Sid }) => /ConnectionSecrets$/.test(Sid));
    const [keep] = connection("server-task");
    const [read] = connection("airflow-task");
    assert.match(String(keep?.Resource), /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:\/acme\/lake\/\*$/);
    assert.equal(read?.Resource, keep?.Resource);
    assert.deepEqual(read?.Action, ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]);
    assert.ok(keep?.Action.includes("secretsmanager:CreateSecret"));
    session.setConfig("openmetadata:server.secretsManager.kind", "aws-ssm");
    await session.up();
    const ssm = statementsOf(session, "airflow-task").filter(({ Sid }) => Sid === "ReadConnectionSecrets");
    assert.match(String(ssm[0]?.Resource), /^arn:aws:ssm:[a-z0-9-]+:\d{12}:parameter\/acme\/lake\/\*$/);
    assert.ok(!JSON.stringify(statementsOf(session, "server-task")).includes("ConnectionSecrets"), "people write them");
  }));

test("a proxy: both tasks may reach its port, and know what is reached without it", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    session.setConfig("openmetadata:network.proxy", { https: "http://10.9.0.4:3128", noProxy: [".corp"] });
    await session.up();
    const rules = made(session, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    assert.equal(rules.filter(({ cidrIpv4 }) => cidrIpv4 === "10.9.0.4/32").length, 2);
    const text = JSON.stringify(
      made(session, "aws:ecs/taskDefinition:TaskDefinition").map(({ containerDefinitions }) => containerDefinitions),
    );
    const java =
      /-Dhttps\.proxyHost=10\.9\.0\.4 -Dhttps\.proxyPort=3128 -Dhttp\.nonProxyHosts=(localhost[^ "\\]*)/.exec(text);
    for (const host of ["*.openmetadata-dev.internal", "*.s3.eu-west-1.amazonaws.com", "*.corp"])
      assert.ok(java?.[1]?.split("|").includes(host), `${host} in ${java?.[1]}`);
    assert.match(java?.[1] ?? "", /\|[a-z0-9.-]+\.es\.amazonaws\.com\|/, "the search domain");
    const names = /"NO_PROXY\\",\\"value\\":\\"([^"\\]*)/.exec(text)?.[1]?.split(",") ?? [];
    for (const host of ["localhost", ".openmetadata-dev.internal", "s3.eu-west-1.amazonaws.com", ".corp"])
      assert.ok(names.includes(host), `${host} in ${names.join()}`);
  }));

test("existing secrets: exactly those are read, no value comes in, and a rotation starts their readers again", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`;
    const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";
    session.setConfig("openmetadata:existingSecrets", {
      airflow: { password: { arn: arn("airflow"), jsonKey: "password", kmsKeyArn } },
      serverEnvironment: { SMTP_SERVER_PWD: { arn: arn("mail"), follow: false } },
    });
    await session.up();
    const containers = JSON.stringify(
      made(session, "aws:ecs/taskDefinition:TaskDefinition").map(({ containerDefinitions }) => containerDefinitions),
    );
    assert.ok(containers.includes(`${arn("airflow")}:password::`), "the member of the JSON object");
    assert.ok(containers.includes(`SMTP_SERVER_PWD\\",\\"valueFrom\\":\\"${arn("mail")}\\"`));
    const reading = (name: string) => JSON.stringify(statementsOf(session, name));
    assert.ok(reading("server-execution").includes(`"${arn("airflow")}"`), "the ARN without the member");
    assert.ok(reading("airflow-execution").includes(kmsKeyArn));
    assert.ok(!reading("airflow-execution").includes(arn("mail")), "a secret of the server alone");
    const secrets = session.state().resources.filter(({ type }) => type === "aws:secretsmanager/secret:Secret");
    assert.deepEqual(
      secrets.filter(({ urn }) => /airflow-password|SMTP/.test(urn)),
      [],
      "the stack keeps no copy",
    );
    assert.deepEqual(resourceChanges(await session.preview()), [], "nothing is left to do");
    session.cloud.rotate(arn("airflow"));
    assert.deepEqual(resourceChanges(await session.up()), [
      "update aws:ecs/service:Service::openmetadata-dev-airflow",
      "update aws:ecs/service:Service::openmetadata-dev-server",
      "update pulumi-nodejs:dynamic/openmetadata:Step::openmetadata-dev-airflow-admin",
    ]);
    session.cloud.rotate(arn("mail"));
    assert.deepEqual(resourceChanges(await session.up()), [], "follow is false");
  }));

test("authorities of one's own: a secret that both tasks read, and a step that writes them for Airflow", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    session.setConfig("openmetadata:network.caCertificatesFile", "config/testing/authority.pem");
    await session.up();
    const tasks = made(session, "aws:ecs/taskDefinition:TaskDefinition").map(({ containerDefinitions }) =>
      String(containerDefinitions),
    );
    const [airflow, server] = ["airflow", "server"].map((name) =>
      tasks.find((one) => one.includes(`"name":"${name}"`)),
    );
    assert.match(airflow ?? "", /"name":"ca-bundle"/);
    assert.match(airflow ?? "", /"name":"REQUESTS_CA_BUNDLE","value":"\/mnt\/bootstrap\/ca-bundle\.pem"/);
    assert.match(server ?? "", /javax\.net\.ssl\.trustStore=\/mnt\/keys\/trust\/cacerts/);
    for (const task of [airflow, server]) assert.match(task ?? "", /"name":"CA_CERTIFICATES","valueFrom":"arn:/);
  }));
