import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, serviceTrustPolicy } from "./policy-document";

const resolved = async (output: pulumi.Output<string>): Promise<unknown> =>
  JSON.parse(await new Promise<string>((resolve) => void output.apply(resolve)));

test("writes IAM's elements, one value as text and several as a list, outputs resolved", async () => {
  const document = policyDocument([
    { sid: "Read", actions: ["secretsmanager:GetSecretValue"], resources: [pulumi.output("arn:one"), "arn:two"] },
    {
      sid: "NoPlain",
      effect: "Deny",
      actions: ["a:One", "a:Two"],
      principals: "*",
      resources: ["arn:one"],
      conditions: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "a:Point": [pulumi.output("p1")] } },
    },
  ]);
  assert.deepEqual(await resolved(document), {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Read", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: ["arn:one", "arn:two"] },
      {
        Sid: "NoPlain",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: ["a:One", "a:Two"],
        Resource: "arn:one",
        Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "a:Point": "p1" } },
      },
    ],
  });
});

test("lets a service take a role", async () => {
  assert.deepEqual(
    await resolved(serviceTrustPolicy("ecs-tasks.amazonaws.com", { StringEquals: { "aws:SourceAccount": "1" } })),
    {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Assume",
          Effect: "Allow",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "1" } },
        },
      ],
    },
  );
});
