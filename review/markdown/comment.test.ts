import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { flavours } from "../arguments";
import { untrustedDocument } from "../untrusted-document";
import { hostileStack, hostileTexts, reviewDocument, stackReview } from "../testing/sample-review";
import { markdownOf, marker } from "./comment";
import { block, code, prose } from "./escape";

const plenty = 60_000;

/** Markdown without its code: what a platform could read as HTML, as a mention or as a link. */
const withoutCode = (markdown: string): string =>
  markdown.replace(/^(`{3,})[a-z]*\n[\s\S]*?\n\1$/gm, "").replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
const ownTags = /<\/?(details|summary|sub)>|<!-- openmetadata-review -->/g;

for (const text of hostileTexts)
  test(`nothing of ${JSON.stringify(text)} is read as anything but text`, () => {
    const document = { ...reviewDocument(hostileStack(text)), notes: [text] };
    for (const flavour of flavours) {
      const markdown = markdownOf(document, flavour, plenty);
      const open = withoutCode(markdown).replace(ownTags, "");
      assert.doesNotMatch(open, /<\/?[a-z!]/i, "no HTML");
      assert.doesNotMatch(markdown, /@[\w-]/, "no mention");
      assert.doesNotMatch(open, /(?<!\\)\]\(|https?:\/\//, "no link");
      assert.doesNotMatch(markdown, /[\u001b\u202e]/, "no colours, no turned text");
      assert.equal(markdown.split(marker).length, 2, "one marker");
      assert.ok(markdown.startsWith(marker));
      // As many sections open as close: no fence was ended from inside.
      const count = (tag: string) => withoutCode(markdown).split(`\n${tag}`).length;
      assert.equal(count("<details>"), count("</details>"));
    }
  });

test("code shows every text, in a line and in a block", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("`", "a", "\n", "|", "~", " ") }), (text) => {
      const line = code(text, 1000);
      assert.ok(!line.includes("\n"));
      assert.equal(withoutCode(line).trim() === "" || line === "(empty)", true, line);
      const lines = block([text], "diff").split("\n");
      assert.equal(lines.filter((one) => one.startsWith(lines.at(-1)!)).length, 2, "opened once and closed once");
    }),
  );
});

test("prose of any characters is one line without a tag", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("<", ">", "&", "@", "a", "|", "`", "\\", "\n") }), (text) => {
      assert.doesNotMatch(prose(text), /[<>\n]|@\w|(?<!\\)(\\\\)*[|`]$/);
    }),
  );
});

const long = (count: number) =>
  stackReview("prod", {
    outcome: "look",
    concerns: [{ kind: "downtime", text: "server stops", accepted: false }],
    warnings: Array.from({ length: count }, (_, index) => `warning ${index}`),
    settings: Array.from({ length: count }, (_, index) => ({
      key: `tags.t${index}`,
      kind: "add" as const,
      after: "x",
    })),
  });

test("a comment keeps to its limit: whole sections go, the table stays, and what is left out is named", () => {
  const document = reviewDocument(long(70), { ...long(70), stack: "staging" });
  const full = markdownOf(document, "github", plenty);
  for (const limit of [1500, 2000, 3000, 4500, full.length + 500]) {
    const markdown = markdownOf(document, "github", limit);
    assert.ok(markdown.length <= limit, `${markdown.length} of ${limit}`);
    assert.match(markdown, /^\| prod \|/m);
    assert.match(markdown, /^\| staging \|/m);
    assert.equal(/Left out for want of room/.test(markdown), limit < full.length, String(limit));
    // A section is there as it is in the full comment, or not at all.
    for (const section of markdown.split("<details>").slice(1))
      assert.ok(full.includes(section.split("</details>")[0]!));
  }
});

test("stacks in which nothing changes are one line", () => {
  const same = (name: string) => stackReview(name, { kind: "same" });
  const markdown = markdownOf(reviewDocument(same("dev"), same("prod")), "github", plenty);
  assert.match(markdown, /Nothing changes in dev, prod\./);
  assert.doesNotMatch(markdown, /\| Stack/);
});

test("Bitbucket gets no HTML", () => {
  const markdown = markdownOf(reviewDocument(long(3)), "bitbucket", plenty);
  assert.doesNotMatch(markdown.replace(marker, ""), /<(details|summary|sub)>/);
});

test("a document from elsewhere gives the same comment, and one of another shape none", () => {
  const document = reviewDocument(hostileStack(hostileTexts[0]!), long(2));
  const json = JSON.stringify(document);
  assert.deepEqual(untrustedDocument(json), document);
  assert.throws(() => untrustedDocument(JSON.stringify({ ...document, review: 2 })), /another form: review/);
  assert.throws(() => untrustedDocument(json.replace('"kind":"changed"', '"kind":"<b>"')), /stacks\.\d\.kind/);
});
