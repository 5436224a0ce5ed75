import assert from "node:assert/strict";
import { test } from "node:test";
import { hostileStack, hostileTexts, reviewDocument } from "../testing/sample-review";
import { pageOf } from "./page";

for (const text of hostileTexts)
  test(`the report shows ${JSON.stringify(text)} as text`, () => {
    const plain = pageOf(reviewDocument(hostileStack("plain")), []);
    const page = pageOf({ ...reviewDocument(hostileStack(text)), notes: [] }, []);
    const tags = (html: string) => html.match(/<[a-z/!][^\s>]*/gi)?.sort();
    assert.deepEqual(tags(page), tags(plain), "no tag comes from a text");
    assert.doesNotMatch(page, /<script|javascript:|(src|href)="https?:/i);
  });
