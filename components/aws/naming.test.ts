import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { autonamed, awsName, fittedName, namespaceName, stackPrefix } from "./naming";

const projectOrStack = fc.stringMatching(/^[A-Za-z0-9_.-]{1,100}$/);

test("keeps a name that fits and shortens one that does not, each its own way", () => {
  assert.equal(fittedName("openmetadata-dev", 20), "openmetadata-dev");
  const one = fittedName("openmetadata-a-long-stack-name-1", 20);
  const other = fittedName("openmetadata-a-long-stack-name-2", 20);
  assert.match(one, /^openmetadata-a-[a-z0-9-]*[0-9a-f]{4}$/);
  assert.notEqual(one, other);
  assert.ok(one.length <= 20 && other.length <= 20);
});

test("leaves room for the suffix that Pulumi adds", () => {
  fc.assert(
    fc.property(
      projectOrStack,
      fc.integer({ min: 28, max: 255 }),
      (name, limit) => autonamed(name, limit).length + 8 <= limit,
    ),
  );
});

test("makes prefixes that every service accepts, and of which none begins like a security group's id", () => {
  fc.assert(
    fc.property(projectOrStack, projectOrStack, (project, stack) => {
      const prefix = stackPrefix(project, stack);
      assert.match(prefix, /^[a-z]([a-z0-9]|-(?!-))*$/);
      assert.ok(prefix.length <= 24);
      assert.ok(!prefix.startsWith("sg-") && !prefix.endsWith("-"), prefix);
    }),
  );
});

test("makes a private zone of at most 64 characters", () => {
  fc.assert(
    fc.property(projectOrStack, projectOrStack, (project, stack) => {
      const zone = namespaceName(project, stack);
      assert.match(zone, /^[a-z][a-z0-9-]*\.internal$/);
      assert.ok(zone.length <= 64 && zone.split(".")[0]!.length <= 63);
    }),
  );
  assert.equal(namespaceName("openmetadata", "dev"), "openmetadata-dev.internal");
});

test("turns what AWS does not take into hyphens", () => {
  assert.equal(awsName("My_Stack..1"), "my-stack-1");
  assert.equal(awsName("1st"), "s-1st");
  assert.equal(awsName("sg-team"), "s-sg-team");
  assert.equal(awsName("-."), "s");
});
