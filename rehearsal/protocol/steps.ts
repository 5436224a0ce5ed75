import { createHash } from "node:crypto";
import type { Failure, ResourceCall, SimulatedPackage } from "./package";
import { packageVersion } from "./versions";
import { canonical, isProperties, unknown, type Properties, type Value } from "./wire";

/** A task that `up` runs to its end (components/aws/tasks/step-resource.ts). */
export const stepType = "pulumi-nodejs:dynamic/openmetadata:Step";

/** Services that run at their count after a step stopped them (the same file). */
export const runningServicesType = "pulumi-nodejs:dynamic/openmetadata:RunningServices";

/** An image that CodeBuild builds in the account (the same file). */
export const builtImageType = "pulumi-nodejs:dynamic/openmetadata:BuiltImage";

const isText = (value: Value | undefined): boolean => value === unknown || (typeof value === "string" && value !== "");

type Needs = Readonly<Record<string, readonly [what: string, (value: Value | undefined) => boolean]>>;

const ofAll: Needs = {
  step: ["a name", isText],
  triggers: ["an object of texts", (value) => value === unknown || isProperties(value!)],
  runsAtCreate: ["true or false", (value) => typeof value === "boolean"],
  timeLimitMinutes: ["a number of minutes", (value) => typeof value === "number" && value > 0],
  ifItFails: ["a sentence", isText],
  __provider: ["the provider's code", isText],
};

const ofBoth: Needs = { ...ofAll, cluster: ["the ARN of a cluster", isText] };

const isService = (value: Value): boolean => isProperties(value) && isText(value.service) && Number(value.count) >= 1;

/** What the provider needs, by type, and cannot do without once its turn has come. */
const needed: Readonly<Record<string, Needs>> = {
  [stepType]: {
    ...ofBoth,
    taskDefinition: ["the ARN of a task definition", isText],
    networkConfiguration: ["subnets and security groups", (value) => value === unknown || isProperties(value!)],
  },
  [runningServicesType]: {
    ...ofBoth,
    services: ["services, each with a count of 1 or more", (value) => Array.isArray(value) && value.every(isService)],
    logCommand: ["a command", isText],
  },
  [builtImageType]: {
    ...ofAll,
    project: ["the name of a CodeBuild project", isText],
    repository: ["the URL of a repository", isText],
  },
};

const problems = ({ type, inputs }: ResourceCall): Failure[] => {
  const needs = needed[type];
  if (needs === undefined)
    return [
      {
        property: "",
        reason: `The rehearsal does not know the dynamic resource ${type}, only ${Object.keys(needed).join(" and ")}.`,
      },
    ];
  return Object.entries(needs).flatMap(([property, [what, holds]]) =>
    holds(inputs[property]) ? [] : [{ property, reason: `a step's ${property} must be ${what}` }],
  );
};

/** Whether the provider runs the step's task: at its creation when it says so, later when a trigger changed. */
const runs = ({ inputs, oldInputs }: ResourceCall): boolean =>
  oldInputs === undefined
    ? inputs.runsAtCreate === true
    : JSON.stringify(inputs.triggers) !== JSON.stringify(oldInputs.triggers);

/** No container runs here: each run ends well at once, and is known by a task's ARN. */
const ran = (call: ResourceCall): Properties => {
  const { inputs, oldOutputs, cloud, configuration, urn, type } = call;
  if (type === runningServicesType) return { ...inputs, task: "" };
  if (type === builtImageType) return { ...inputs, task: "", image: imageOf(call) };
  if (!runs(call)) return { ...inputs, task: oldOutputs?.task ?? "" };
  if (call.preview) return { ...inputs, task: unknown };
  const [, partition = "aws", , region = String(configuration.region)] = String(inputs.cluster).split(":");
  const cluster = String(inputs.cluster).split("/").pop();
  const task = `arn:${partition}:ecs:${region}:${cloud.accountId}:task/${cluster}/${cloud.freshHex(32, urn)}`;
  return { ...inputs, task };
};

/** Another content, as the triggers tell it, is another image. */
const imageOf = (call: ResourceCall): Value => {
  const { inputs, oldOutputs, preview } = call;
  if (!runs(call)) return oldOutputs?.image ?? "";
  const digest = createHash("sha256").update(canonical(inputs.triggers!)).digest("hex");
  return preview ? unknown : `${String(inputs.repository)}@sha256:${digest}`;
};

/** The engine's own provider of dynamic resources, for steps alone. */
export const stepsPackage: SimulatedPackage = {
  name: "pulumi-nodejs",
  version: packageVersion("@pulumi/pulumi"),
  diffRules: () => ({ replaces: () => false, isSet: () => false, isKept: () => false }),
  problems,
  create: (call) => ({ id: call.preview ? "" : String(call.inputs.step), outputs: ran(call) }),
  update: (call) => ({ outputs: ran(call) }),
};
