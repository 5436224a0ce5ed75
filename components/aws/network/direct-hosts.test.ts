import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { stackConfigSchema } from "../../../config/schema";
import { directHosts } from "./direct-hosts";

before(() =>
  pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "openmetadata", "dev"),
);

const hosts = (values: object, region = "eu-west-1", partition = "aws") =>
  directHosts(stackConfigSchema("small").parse(values), { region, partition }, "search.example.com");
const own = [".openmetadata-dev.internal", "search.example.com"];

test("a created VPC reaches S3 and its endpoints directly, at the names that they answer to", () => {
  assert.deepEqual(hosts({ network: { interfaceEndpoints: ["ecr.api", "kms"] } }), [
    ...own,
    "s3.eu-west-1.amazonaws.com",
    "api.ecr.eu-west-1.amazonaws.com",
    "kms.eu-west-1.amazonaws.com",
  ]);
  assert.deepEqual(hosts({}, "cn-north-1", "aws-cn").at(-1), "s3.cn-north-1.amazonaws.com.cn");
  assert.deepEqual(hosts({}, "us-iso-east-1", "aws-iso"), own, "a domain that is not public knowledge");
});

test("an existing VPC has endpoints that nobody here knows; an Airflow in it is near", () => {
  const network = { mode: "existing", vpcId: "vpc-01234567", privateSubnetIds: ["subnet-01234567", "subnet-01234568"] };
  assert.deepEqual(hosts({ network }), own);
  const airflow = { host: "existing", endpoint: "http://airflow.corp.example.com:8080" };
  assert.deepEqual(hosts({ network, airflow }), own);
  assert.deepEqual(hosts({ network, airflow: { ...airflow, securityGroupId: "sg-01234567" } }), [
    ...own,
    "airflow.corp.example.com",
  ]);
});
