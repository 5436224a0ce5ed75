import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureOf } from "./picture";
import { state } from "./testing/sample-pictures";

test("the same stack gives the same bytes, in whatever order it was registered", () => {
  const svg = pictureOf(state, "openmetadata", "dev");
  assert.equal(pictureOf([...state].reverse(), "openmetadata", "dev"), svg);
  assert.ok(svg.includes("PostgreSQL 16 &lt;&amp;&gt;") && !svg.includes("<&>"));
  assert.ok(svg.includes("prefers-color-scheme: dark"));
});

test("arrowheads are drawn as every reader of SVG draws them", () => {
  // Not every library knows auto-start-reverse, of SVG 2: it leaves the head lying on its side.
  assert.match(pictureOf(state, "openmetadata", "dev"), /<marker [^>]*orient="auto"/);
});

test("the dark variant has a colour of its own for every class that has one", () => {
  const [light = "", dark = ""] = /<style>([\s\S]*)<\/style>/
    .exec(pictureOf(state, "openmetadata", "dev"))![1]!
    .split("@media");
  const colored = (css: string) =>
    new Set([...css.matchAll(/\.([\w-]+)[^{}]*\{[^}]*#[0-9a-f]{6}/g)].map(([, name]) => name));
  for (const name of colored(light)) assert.match(dark, new RegExp(`\\.${name}\\b`), name);
});
