import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { runningServicesType } from "../../../protocol/steps";
import { type Entry, givenProgram, type Program } from "../../testing/given";

const triggers = { release: "1.13.6" };
const program = (stops: readonly string[], more: Program = {}): Program => ({
  migrate: ["step", { triggers, before: { services: [...stops] } }],
  server: ["service", { tags: { Name: "stack-server" } }, { taskDefinition: ["migrate"] }],
  ...more,
});
const runs = (told: object): Program => ({
  runs: [runningServicesType, { triggers: { ...told, count: "1" } }, { services: ["server"] }] as Entry,
});

test("stopped-services-run: a step that stops a service, and what starts it again", () => {
  givenProgram(program(["stack-server"], runs(triggers))).accepts("stopped-services-run");
  const refused = /brings server to 0 tasks, and nothing sets it to its count/;
  givenProgram(program(["stack-server"])).refuses("stopped-services-run", refused);
  givenProgram(program(["stack-server"], runs({}))).refuses("stopped-services-run", refused);
});

test("stopped-services-run: a service whose count the program sends again", () => {
  const registered = (ignoreChanges: readonly string[]) => ({
    server: { registered: () => JSON.stringify({ inputs: {}, ignoreChanges }) },
  });
  const stopped = program(["stack-server"], runs(triggers));
  givenProgram(stopped, { said: registered(["desiredCount"]) }).accepts("stopped-services-run");
  givenProgram(stopped, { said: registered(["tags"]) }).refuses(
    "stopped-services-run",
    /brings server to 0 tasks, which the provider reads: without ignoreChanges of desiredCount/,
  );
});

test("stopped-services-run: a step that stops another service, or none, or whose service is new", () => {
  givenProgram(program(["stack-other"])).accepts("stopped-services-run");
  givenProgram({ reindex: ["step", { triggers }] }).accepts("stopped-services-run");
  givenProgram({ migrate: ["step", { triggers, before: unknown }] }).accepts("stopped-services-run");
});
