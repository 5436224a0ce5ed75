import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { platform } from "../../platform";
import { type RecordedResource, type Recording, recordResources } from "./recorded-mocks";

export const privateKeyPem = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly environment: { readonly name: string; readonly value: string }[];
  readonly secrets: { readonly name: string; readonly valueFrom: string }[];
}
export interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

export const listOf = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
export const containersOf = ({ inputs }: RecordedResource): Container[] =>
  JSON.parse(String(inputs["containerDefinitions"])) as Container[];
export const statementsOf = ({ inputs }: RecordedResource): Statement[] =>
  (JSON.parse(String(inputs["policy"])) as { Statement: Statement[] }).Statement;

/** Runs the whole program under mocks, with a stack file's keys, until everything is registered. */
export async function runPlatform(
  keys: Record<string, unknown>,
): Promise<{ recording: Recording; outputs: Record<string, unknown> }> {
  const recording = await recordResources({ privateKeyPem });
  const entries = Object.entries(keys).map(([key, value]) => [
    key.includes(":") ? key : `openmetadata:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig({ "aws:region": "us-east-1", ...(Object.fromEntries(entries) as object) }, [
    "openmetadata:secrets",
  ]);
  const promised = pulumi.output(await platform());
  const outputs = await new Promise<Record<string, unknown>>((resolve) => promised.apply(resolve as never));
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { recording, outputs };
}

/** What several tests look at: made when the first of them asks, as mocks are the process's and two stacks would mix. */
export const once = <Made>(make: () => Promise<Made>): (() => Promise<Made>) => {
  let made: Promise<Made> | undefined;
  return () => (made ??= make());
};

export const one = (recording: Recording, type: string, name: string): RecordedResource => {
  const found = recording.ofType(type).filter((resource) => resource.name === name);
  assert.equal(found.length, 1, `${type} ${name}`);
  return found[0]!;
};

/** The inline policy of a task's execution role, whose name ends with a mark of the secrets that the task reads. */
export const executionPolicy = (recording: Recording, task: string) => {
  const own = new RegExp(`^openmetadata-test-${task}-execution-[0-9a-f]{6}$`);
  const [found, ...others] = recording.ofType("aws:iam/rolePolicy:RolePolicy").filter(({ name }) => own.test(name));
  assert.ok(found && others.length === 0, task);
  return found;
};
