import type { Failure } from "../../../protocol/package";
import { guide } from "../../source";
import { isSet, parsed, quoted, refuse, type Rule } from "../../rule";

export const eventPatterns: Rule = {
  name: "event-patterns",
  refuses: "an event rule that waits for nothing, or whose pattern EventBridge cannot read",
  source: guide("Amazon EventBridge User Guide, Event patterns", "eventbridge/latest/userguide/eb-event-patterns"),
  check: ({ type, inputs }) => {
    if (type !== "aws:cloudwatch/eventRule:EventRule") return [];
    const { eventPattern, scheduleExpression } = inputs;
    // EventBridge API reference, PutRule.
    if (!isSet(eventPattern) && !isSet(scheduleExpression))
      return refuse("eventPattern", "a rule must have a pattern or a schedule; it has neither");
    return typeof eventPattern === "string" ? patternFailures(eventPattern) : [];
  },
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function patternFailures(text: string): Failure[] {
  const pattern = parsed(text);
  if (!isObject(pattern)) return refuse("eventPattern", "eventPattern must be the JSON of an object");
  const wrong = lists(pattern).find(([, value]) => !Array.isArray(value) || value.length === 0);
  return wrong === undefined
    ? []
    : refuse(
        "eventPattern",
        `eventPattern has ${quoted(wrong[1])} at ${wrong[0]}; each field has a list of what it may be`,
      );
}

/** What a pattern says of each field; `$or` has whole patterns in its list. */
function lists(pattern: Record<string, unknown>, at = ""): [path: string, value: unknown][] {
  return Object.entries(pattern).flatMap(([name, value]): [string, unknown][] => {
    const path = at === "" ? name : `${at}.${name}`;
    if (name === "$or" && Array.isArray(value)) return value.filter(isObject).flatMap((one) => lists(one, path));
    return isObject(value) ? lists(value, path) : [[path, value]];
  });
}
