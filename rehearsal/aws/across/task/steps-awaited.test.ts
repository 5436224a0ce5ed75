import { test } from "node:test";
import type { Properties } from "../../../protocol/wire";
import { givenProgram } from "../../testing/given";
import { told, toldProgram } from "../../testing/told-program";

const step = (name: string, more: Properties = {}) => told({}, { name, essential: false, ...more });
const server = told({}, { name: "server", dependsOn: [{ containerName: "migrate", condition: "SUCCESS" }] });

test("steps-awaited: a helper that serves something, and helpers of a task without steps", () => {
  const helper = step("metrics", { portMappings: [{ containerPort: 9090 }] });
  givenProgram(toldProgram({ server: [server, step("migrate"), helper] })).accepts("steps-awaited");
  givenProgram(toldProgram({ server: [told({}), step("helper")] })).accepts("steps-awaited");
});

test("steps-awaited: a step that nothing waits for", () =>
  givenProgram(toldProgram({ server: [server, step("migrate"), step("keys")] })).refuses(
    "steps-awaited",
    /nothing waits for the end of container keys/,
  ));
