import assert from "node:assert/strict";
import { cluster, type EcsStandIn, taskDefinition } from "./ecs-stand-in";

interface StackConfig {
  get(key: string): string | undefined;
}

export interface Provider {
  configure(request: { config: { get(key: string): string | undefined } }): Promise<void>;
  diff(id: string, olds: object, news: object): Promise<{ changes: boolean; replaces: string[] }>;
  read(id: string, properties: object): Promise<{ id: string; props: Record<string, unknown> }>;
  create(inputs: object): Promise<{ id: string; outs: Record<string, unknown> }>;
  update(id: string, olds: object, news: object): Promise<{ outs: Record<string, unknown> }>;
  delete(id: string, properties: object): Promise<void>;
}
/* eslint-disable @typescript-eslint/no-require-imports -- what the engine's helper loads, without the loader */
const { stepProvider } = require("../../runtime/ecs-step.cjs") as {
  stepProvider(parts: {
    say(line: string): void;
    sleep?(milliseconds: number): Promise<void>;
    now?(): number;
    clients?(config: StackConfig): object;
  }): Provider;
};
const { awsClients } = require("../../runtime/steps/aws-clients.cjs") as {
  awsClients(config: StackConfig, environment: NodeJS.ProcessEnv, requestTimeout?: number): object;
};
export const { mark } = require("../../runtime/steps/run.cjs") as { mark(inputs: object): string };
/* eslint-enable @typescript-eslint/no-require-imports */

/** A step that runs at once. */
export const inputs = {
  step: "reindex",
  cluster,
  taskDefinition: taskDefinition(),
  networkConfiguration: { subnets: ["subnet-1", "subnet-2"], securityGroups: ["sg-1"], assignPublicIp: false },
  triggers: { release: "1.13.6", search: "domain-1" },
  runsAtCreate: true,
  timeLimitMinutes: 10,
  ifItFails: "Entries may be missing in search.",
};
/** A secret of the stack file. */
export const secret = "s3cret-of-the-stack-file";
/** Lines of a key in it, and a secret that JSON quotes with escapes. */
export const keyLines = ["MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "canaryOfAKeyInPemLineByLine4711=="];
export const quoted = 'canary "with" marks';
export const ended = "canary-before-a-line-break";
const privateKey = ["-----BEGIN PRIVATE KEY-----", ...keyLines, "-----END PRIVATE KEY-----", ""].join("\n");

/** The provider under test, what it said, and how long it waited. */
export class TestedStep {
  readonly said: string[] = [];
  clock = 0;
  /** What happens in the account at each wait. */
  meanwhile: () => void = () => undefined;

  constructor(readonly ecs: EcsStandIn) {}

  /**
   * The provider with the stack's config; its waits take no time, and its clock goes by them.
   *
   * @param requestTimeout milliseconds that it waits for an answer
   */
  async provider(settings: Record<string, string> = {}, requestTimeout?: number): Promise<Provider> {
    const { endpoint } = this.ecs;
    const config: Record<string, string> = {
      "aws:region": "eu-west-1",
      "aws:accessKey": "AKIAFIRST",
      "aws:secretKey": "key",
      "aws:endpoints": JSON.stringify([
        { ecs: endpoint, logs: endpoint, sts: endpoint, rds: endpoint, applicationautoscaling: endpoint },
      ]),
      "openmetadata:secrets": JSON.stringify({
        auth: { clientSecret: secret, privateKey, quoted, ended: `${ended}\n` },
      }),
      ...settings,
    };
    const began = Date.now();
    const made = stepProvider({
      say: (line) => void this.said.push(line),
      sleep: async (milliseconds) => {
        this.clock += milliseconds;
        this.meanwhile();
      },
      now: () => began + this.clock,
      clients: (stack) => awsClients(stack, process.env, requestTimeout),
    });
    await made.configure({ config: { get: (key) => config[key] } });
    return made;
  }
}

/** The text of the error with which some work fails. */
export const failing = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => assert.fail("it did not fail"),
    (error: Error) => error.message,
  );
