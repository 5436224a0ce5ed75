import assert from "node:assert/strict";
import { test } from "node:test";
import { refused, type Stack } from "../../testing/one-task-stack";
import { imagesPullable } from "./images-pullable";

const pull = (image: string, more: Partial<Stack> = {}) =>
  refused(imagesPullable, { container: { image }, statements: [], ...more });
test("images-pullable knows each form of a private registry's name", () => {
  for (const image of [
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a/b:1",
    "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/a/b@sha256:0",
    "123456789012.dkr-ecr.eu-west-1.on.aws/a/b",
  ])
    assert.match(pull(image).join(), /ecr:BatchGetImage on arn:aws-cn:ecr:[a-z0-9-]+:123456789012:repository\/a\/b/);
});
test("images-pullable asks nothing for public images, or where an instance pulls", () => {
  assert.deepEqual(pull("public.ecr.aws/nginx/nginx:1.29"), []);
  assert.deepEqual(pull("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a", { launchType: "EC2" }), []);
});
