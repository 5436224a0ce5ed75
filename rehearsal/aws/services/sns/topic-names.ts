import { guide } from "../../source";
import { unknown } from "../../../protocol/wire";
import { quoted, refuse, type Rule } from "../../rule";

const topic = "aws:sns/topic:Topic";
const longest = 256;
const suffix = ".fifo";

/** The real provider checks these while it plans, when the values of all inputs are known. */
export const topicNames: Rule = {
  name: "topic-names",
  refuses: "a topic with a name that SNS does not take",
  source: guide("Amazon SNS Developer Guide, Creating an Amazon SNS topic", "sns/latest/dg/sns-create-topic"),
  check: ({ type, inputs }) => {
    const { name, fifoTopic } = inputs;
    if (type !== topic || typeof name !== "string" || name === "") return [];
    const found = `name is ${quoted(name)}`;
    if (fifoTopic === true && !name.endsWith(suffix))
      return refuse("name", `${found}; the name of a FIFO topic ends with ${suffix}`);
    const isFifo = (fifoTopic === true || fifoTopic === unknown) && name.endsWith(suffix);
    const letters = isFifo ? name.slice(0, -suffix.length) : name;
    return /^[\w-]+$/.test(letters) && name.length <= longest
      ? []
      : refuse(
          "name",
          `${found}; allowed: 1 to ${longest} letters, digits, underscores and hyphens, and ${suffix} at the end with fifoTopic: true`,
        );
  },
};
