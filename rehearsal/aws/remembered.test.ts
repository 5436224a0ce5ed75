import assert from "node:assert/strict";
import { test } from "node:test";
import { remembered, rememberedBy, rememberedOf } from "./remembered";

test("a text is asked about once, and again only after thousands of others", () => {
  const asked: string[] = [];
  const length = remembered((text) => {
    asked.push(text);
    return text.length;
  });
  assert.deepEqual([length("one"), length("one"), length("three")], [3, 3, 5]);
  assert.deepEqual(asked, ["one", "three"]);
  for (let other = 0; other < 3000; other++) length(`other ${other}`);
  assert.equal(length("one"), 3);
  assert.equal(asked.filter((text) => text === "one").length, 2);
});

test("an answer that is nothing is remembered as well", () => {
  let asked = 0;
  const nothing = remembered(() => void asked++);
  nothing("one");
  nothing("one");
  assert.equal(asked, 1);
});

test("what a text tells all about is asked once, as the first that had the text", () => {
  const asked: object[] = [];
  const size = rememberedBy(JSON.stringify, (list: readonly string[]) => {
    asked.push(list);
    return list.length;
  });
  const list = ["one", "two"];
  assert.deepEqual([size(list), size([...list]), size(["one"])], [2, 2, 1]);
  assert.equal(asked.length, 2);
  assert.equal(asked[0], list);
});

test("an object is asked about once, and another of the same contents for itself", () => {
  let asked = 0;
  const size = rememberedOf((list: readonly string[]) => {
    asked++;
    return list.length;
  });
  const list = ["one", "two"];
  assert.deepEqual([size(list), size(list), size([...list])], [2, 2, 2]);
  assert.equal(asked, 2);
});
