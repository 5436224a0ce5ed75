import { test } from "node:test";
import type { Properties } from "../../../protocol/wire";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

const accepted: Properties[] = [
  { name: "openmetadata-dev_Alarms-1" },
  { name: "a".repeat(256) },
  { name: unknown },
  { name: "" },
  { name: "orders.fifo", fifoTopic: true },
  { name: "orders", fifoTopic: unknown },
  { name: "orders.fifo", fifoTopic: unknown },
  { namePrefix: "orders-" },
];
const refused: [inputs: Properties, says: RegExp][] = [
  [{ name: "with space" }, /name is "with space"; allowed: 1 to 256 letters, digits, underscores and hyphens/],
  [{ name: "a".repeat(257) }, /allowed: 1 to 256/],
  [{ name: "orders.fifo" }, /allowed: 1 to 256/],
  [{ name: "orders", fifoTopic: true }, /a FIFO topic ends with \.fifo/],
  [{ name: ".fifo", fifoTopic: true }, /allowed: 1 to 256/],
];

for (const inputs of accepted)
  test(`a topic may have ${JSON.stringify(inputs).slice(0, 60)}`, () =>
    given("aws:sns/topic:Topic", inputs).accepts("topic-names"));
for (const [inputs, says] of refused)
  test(`a topic may not have ${JSON.stringify(inputs).slice(0, 60)}`, () =>
    given("aws:sns/topic:Topic", inputs).refuses("topic-names", says));
