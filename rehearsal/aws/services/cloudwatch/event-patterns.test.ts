import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

const rule = (eventPattern: unknown) =>
  given("aws:cloudwatch/eventRule:EventRule", { eventPattern: JSON.stringify(eventPattern) });

test("patterns as AWS's pages have them", () => {
  rule({ source: ["aws.ecs"], detail: { lastStatus: ["STOPPED"], group: [{ prefix: "family:" }] } }).accepts(
    "event-patterns",
  );
  rule({ source: ["aws.ecs"], detail: { $or: [{ a: [1] }, { b: [{ "anything-but": 0 }] }] } }).accepts(
    "event-patterns",
  );
  given("aws:cloudwatch/eventRule:EventRule", { eventPattern: unknown }).accepts("event-patterns");
  given("aws:cloudwatch/eventRule:EventRule", { scheduleExpression: "rate(1 day)" }).accepts("event-patterns");
});

test("patterns that match nothing", () => {
  rule({ source: "aws.ecs" }).refuses("event-patterns", /"aws\.ecs" at source/);
  rule({ source: [] }).refuses("event-patterns", /at source/);
  rule({ detail: { $or: [{ a: 1 }] } }).refuses("event-patterns", /1 at detail\.\$or\.a/);
  rule([]).refuses("event-patterns", /an object/);
  given("aws:cloudwatch/eventRule:EventRule", {}).refuses("event-patterns", /neither/);
});
