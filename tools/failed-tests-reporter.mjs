// A reporter of Node's test runner that says at the end which tests failed, where and why: nobody has to search thousands
// of lines for them, and a log of which only the end is kept still has them.
import path from "node:path";

/** A test whose subtests failed says nothing of its own. */
const isOwn = ({ details }) => details.error.failureType !== "subtestsFailed";

const described = ({ name, file, line, details }) => {
  const cause = details.error.cause ?? details.error;
  const why = String(cause.message ?? cause).slice(0, 1500);
  const where = file ? `${path.relative(process.cwd(), file)}:${line}` : "";
  return `\n${name}\n  ${where}\n  ${why.replaceAll("\n", "\n  ")}\n`;
};

export default async function* failedTests(events) {
  const failed = [];
  for await (const { type, data } of events) if (type === "test:fail" && isOwn(data)) failed.push(data);
  if (failed.length > 0) yield `\nFailed tests: ${failed.length}\n${failed.map(described).join("")}`;
}
