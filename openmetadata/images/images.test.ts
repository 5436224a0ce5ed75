import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { databaseClientImage, images, mirrored } from "./images";

const mirror = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/mirror";

test("an image keeps its path in the mirror and loses its registry", () => {
  const expected: [string, string][] = [
    ["public.ecr.aws/nginx/nginx:1.29-alpine", "nginx/nginx:1.29-alpine"],
    ["docker.getcollate.io/openmetadata/server:1.13.6", "openmetadata/server:1.13.6"],
    ["localhost/own/image", "own/image"],
    ["localhost:5000/own/image:1", "own/image:1"],
    ["postgres:17", "postgres:17"],
    ["apache/airflow:3.3.1", "apache/airflow:3.3.1"],
    [`registry.example.com/a/b@sha256:${"0".repeat(64)}`, `a/b@sha256:${"0".repeat(64)}`],
  ];
  for (const [image, path] of expected) assert.equal(mirrored(image, { mirror }), `${mirror}/${path}`);
});

test("without a mirror every image stays as it is", () => {
  fc.assert(fc.property(fc.string(), (image) => mirrored(image, {}) === image));
});

test("a registry's own mirror goes before the one for all", () => {
  const mirrors = { "public.ecr.aws": `${mirror}/ecr-public`, "docker.io": `${mirror}/hub` };
  const expected: [string, string][] = [
    ["public.ecr.aws/nginx/nginx:1.29-alpine", `${mirror}/ecr-public/nginx/nginx:1.29-alpine`],
    ["apache/airflow:3.3.1", `${mirror}/hub/apache/airflow:3.3.1`],
    ["docker.getcollate.io/openmetadata/server:1.13.6", "other.example.com/openmetadata/server:1.13.6"],
  ];
  for (const [image, found] of expected) assert.equal(mirrored(image, { mirror: "other.example.com", mirrors }), found);
  assert.equal(mirrored("docker.getcollate.io/a:1", { mirrors }), "docker.getcollate.io/a:1");
});

test("the small images are pinned by a tag that is not latest", () => {
  for (const image of Object.values(images)) assert.match(image, /:\d+\.?\d*(-alpine)?$/);
});

test("the client image follows the engine", () => {
  assert.match(databaseClientImage("postgres"), /\/postgres:/);
  assert.match(databaseClientImage("mysql"), /\/mysql:/);
});
