import assert from "node:assert/strict";
import { test } from "node:test";
import { imageRepositoryOf, repositoryArn } from "./image-repository";

const registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const arnOf = (image: string): string | undefined => {
  const repository = imageRepositoryOf(image);
  return repository && repositoryArn(repository);
};

test("an image of ECR belongs to a repository, with any tag or digest", () => {
  const expected = "arn:aws:ecr:eu-west-1:123456789012:repository/mirror/openmetadata/server";
  const digest = `sha256:${"0".repeat(64)}`;
  for (const suffix of ["", ":1.13.6", `@${digest}`, `:1.13.6@${digest}`]) {
    assert.equal(arnOf(`${registry}/mirror/openmetadata/server${suffix}`), expected);
  }
});

test("an image of ECR is one under its name for both versions of IP too", () => {
  assert.equal(
    arnOf("123456789012.dkr-ecr.eu-west-1.on.aws/mirror/nginx:1.29"),
    "arn:aws:ecr:eu-west-1:123456789012:repository/mirror/nginx",
  );
  assert.match(arnOf("123456789012.dkr-ecr-fips.us-gov-west-1.on.aws/a")!, /^arn:aws-us-gov:ecr:us-gov-west-1:/);
});

test("partitions follow the registry", () => {
  assert.match(arnOf("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/a")!, /^arn:aws-eusc:ecr:eusc-de-east-1:/);
  assert.match(arnOf("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a")!, /^arn:aws-cn:ecr:cn-north-1:/);
  assert.match(arnOf("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/a")!, /^arn:aws-us-gov:ecr:us-gov-west-1:/);
});

test("images of other registries have none", () => {
  for (const image of [
    "docker.getcollate.io/openmetadata/server:1.13.6",
    "public.ecr.aws/nginx/nginx:1.29",
    "nginx",
    registry,
    `${registry}.example.com/a`,
  ]) {
    assert.equal(imageRepositoryOf(image), undefined);
  }
});
