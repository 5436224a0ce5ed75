import { isRecord } from "../../problems/record";
import type { ChangeEntry, EnvironmentChange, ContainerChange } from "../report/document";
import { containerChanges } from "../report/containers";
import { containersOf, environmentChanges, environmentsOf } from "../report/environments";
import { stepType } from "../protocol/steps";
import { nameOf, shortName, type StateResource } from "../report/state";
import type { Downtime, StateChange } from "./consequences";
import { estimated, storeDowntime } from "./store-downtime";

const serviceType = "aws:ecs/service:Service";
/** Changes of these start no new task (UpdateService, Amazon ECS API Reference). */
const withoutDeployment =
  /^(tags|tagsAll|desiredCount|enableExecuteCommand|waitForSteadyState|deployment\w*|propagateTags|timeouts|healthCheckGracePeriodSeconds)$/;
/** With forceNewDeployment the provider asks for a deployment with any change but these (terraform-provider-aws, resourceServiceUpdate). */
const neverDeployed = /^(tags|tagsAll|forceDelete|timeouts)$/;

const restart = estimated(1, 5, "stopping the old task, fetching the image, its steps and the first healthy answer");
const migration = estimated(3, 10, "a new task with the migration of a catalog of ordinary size before its start");
const upgradeOfAirflow = estimated(
  4,
  20,
  "stopping Airflow, the migration of its schema, fetching the image and the first healthy answer",
);
const upgrade = estimated(
  5,
  30,
  "stopping the servers, a snapshot that follows an earlier one, the migration of a catalog of ordinary size and the first healthy answer",
);

/** What stops answering, for how long and why; what rolls; whose runs are cut. */
export const downtimeOf = (change: StateChange): Downtime[] => [
  ...serviceDowntime(change),
  ...change.changes.flatMap((entry) => storeDowntime(entry, change)),
];

/** Two states as containers show them. */
interface Compared {
  readonly change: StateChange;
  readonly containers: readonly ContainerChange[];
  readonly environments: ReturnType<typeof environmentsOf>;
  readonly variables: readonly EnvironmentChange[];
}

const serviceDowntime = (change: StateChange): Downtime[] => {
  const containers = containerChanges(change.base, change.head);
  const environments = environmentsOf(change.base);
  const variables = environmentChanges(environments, environmentsOf(change.head));
  const compared = { change, containers, environments, variables };
  return change.changes
    .filter(({ type }) => type === serviceType)
    .flatMap((entry) => downtimeOfService(entry, compared));
};

const downtimeOfService = (entry: ChangeEntry, compared: Compared): Downtime[] => {
  const { change, containers, environments } = compared;
  const service = shortName(entry.urn, change.prefix);
  const before = change.base.find(({ urn }) => urn === entry.urn);
  const after = change.head.find(({ urn }) => urn === entry.urn);
  if (entry.op === "create" || !before) return [];
  const cut: Downtime[] = holdsRuns(service, environments) ? [{ service, what: "cut", why: [] }] : [];
  if (entry.op === "delete" || !after) return [{ service, what: "gone", why: ["the service is deleted"] }, ...cut];
  if (Number(after.inputs?.desiredCount ?? 1) === 0 && Number(before.inputs?.desiredCount ?? 1) > 0)
    return [{ service, what: "gone", why: ["its count is 0"] }, ...cut];
  if (entry.op === "replace") {
    const why = [`the service is replaced (${entry.replaceKeys.join(", ")})`];
    return [{ service, what: "stops", ...restart, why }, ...cut];
  }
  const step = stoppingStep(entry, change, containers);
  if (step)
    return [
      { service, what: "stops", ...(isOfAirflow(service) ? upgradeOfAirflow : upgrade), why: step },
      ...(service === schedulerOf(environments) ? [{ service, what: "cut" as const, why: [] }] : []),
    ];
  const deployed = downtimeOfDeployment(entry, service, after, compared);
  return deployed ? [deployed, ...cut] : [];
};

/** Of new tasks that take over from the old ones, without a step between; undefined where none start. */
const downtimeOfDeployment = (
  entry: ChangeEntry,
  service: string,
  after: StateResource,
  { change, containers, variables }: Compared,
): Downtime | undefined => {
  const still = after.inputs?.forceNewDeployment === true ? neverDeployed : withoutDeployment;
  if (!entry.properties.some(({ path }) => !still.test(path.split(/[.[]/)[0]!))) return undefined;
  const why = reasons(entry, service, change, containers, variables);
  const migrates = migratesIn(service, change.head, containers);
  if (!migrates && rolls(after)) return { service, what: "rolls", why };
  return migrates
    ? { service, what: "stops", ...migration, why: ["migration", ...why] }
    : { service, what: "stops", ...restart, why };
};

/** With nothing below 100 % and room above, the new task answers before the old one goes (ECS: rolling update). */
const rolls = ({ inputs = {} }: StateResource): boolean =>
  Number(inputs.deploymentMinimumHealthyPercent ?? 100) >= 100 && Number(inputs.deploymentMaximumPercent ?? 200) > 100;

/** `release 1.13.5 → 1.13.6`, for each; a diff names single members, or the whole. */
const changedTriggers = ({ properties }: ChangeEntry): string[] =>
  properties
    .filter(({ path }) => path.split(".")[0] === "triggers")
    .flatMap(({ path, before, after }) => {
      const name = path.slice("triggers.".length);
      if (name !== "") return [`${name} ${String(before ?? "(none)")} → ${String(after ?? "(none)")}`];
      const [old, current] = [before, after].map((value) => (isRecord(value) ? value : {}));
      return Object.keys({ ...old, ...current })
        .filter((key) => old![key] !== current![key])
        .map((key) => `${key} ${String(old![key] ?? "(none)")} → ${String(current![key] ?? "(none)")}`);
    });

/** Why a step that runs stops the service first (runtime/steps/upgrade.cjs); undefined where none does. */
const stoppingStep = (
  { urn }: ChangeEntry,
  { head, changes }: StateChange,
  containers: readonly ContainerChange[],
): string[] | undefined => {
  const name = nameOf(urn);
  for (const step of changes.filter(({ type }) => type === stepType)) {
    const before = head.find((resource) => resource.urn === step.urn)?.inputs?.before;
    if (!isRecord(before) || !Array.isArray(before.services) || !before.services.includes(name)) continue;
    const asked = step.op === "update" ? changedTriggers(step) : [];
    const what = takesSnapshot(before.snapshot, asked) ? "snapshot and migration" : "migration";
    if (asked.length > 0) return [what, ...asked];
    const image = containers.find(
      ({ container, property, after }) =>
        property === "image" &&
        (before.container === undefined ? after === before.image : container === String(before.container)),
    );
    if (step.op === "create" && image) return [what, `image ${imageText(image)}`];
  }
  return undefined;
};

/** Not where another step takes it for the same trigger (runtime/steps/upgrade.cjs). */
const takesSnapshot = (snapshot: unknown, asked: readonly string[]): boolean => {
  if (!isRecord(snapshot)) return false;
  const { takenBy } = snapshot;
  return !isRecord(takenBy) || !asked.some((trigger) => trigger.startsWith(`${String(takenBy.trigger)} `));
};

const isOfAirflow = (service: string): boolean => /^airflow(-|$)/.test(service);

/** The service that has Airflow's scheduler. Where all of Airflow stops, a run that is a task of its own has nobody to report to. */
const schedulerOf = (environments: ReturnType<typeof environmentsOf>): string =>
  environments["airflow-scheduler"] ? "airflow-scheduler" : "airflow";

/**
 * Whether the runs of pipelines are processes of this service's task: beside Airflow's scheduler, wherever that is. Not
 * where each run is a task of its own (docs/scaling.md, executor ecs).
 */
const holdsRuns = (service: string, environments: ReturnType<typeof environmentsOf>): boolean => {
  const scheduler = schedulerOf(environments);
  if (service !== scheduler) return false;
  return !environments[scheduler]?.some(
    (entry) => entry.name === "AIRFLOW__CORE__EXECUTOR" && "value" in entry && entry.value.includes("Ecs"),
  );
};

const ofTask = (service: string, container: string): boolean =>
  container === service || container.startsWith(`${service}.`);

/** A step that migrates the database, whose image is another one. */
const migratesIn = (service: string, head: readonly StateResource[], changes: readonly ContainerChange[]): boolean => {
  const steps = [...containersOf(head)].filter(([name]) => ofTask(service, name));
  return steps.some(([name, definition]) => {
    // A check of the schema migrates nothing.
    const text = JSON.stringify([definition.command, definition.name, definition.entryPoint]).replace(
      "check-migrations",
      "",
    );
    return (
      /migrat/i.test(text) && changes.some(({ container, property }) => container === name && property === "image")
    );
  });
};

const reasons = (
  entry: ChangeEntry,
  service: string,
  { base, head }: StateChange,
  containers: readonly ContainerChange[],
  variables: readonly EnvironmentChange[],
): string[] => {
  const own = containers.filter(({ container }) => ofTask(service, container));
  const images = own.filter(({ property }) => property === "image");
  const names = new Set(variables.filter(({ container }) => ofTask(service, container)).map(({ name }) => name));
  const others = new Set(own.flatMap(({ property }) => (property && property !== "image" ? [property] : [])));
  const size = sizeChange(service, base, head);
  const paths = entry.properties.map(({ path }) => path.split(/[.[]/)[0]!);
  const found = [
    images.length > 0 ? `image ${imageText(images[0]!)}` : "",
    size,
    names.size > 0 ? `${names.size} environment variable${names.size === 1 ? "" : "s"}` : "",
    others.size > 0 ? [...others].join(", ") : "",
    paths.includes("triggers") ? "a secret's value" : "",
    paths.includes("networkConfiguration") ? "its network" : "",
    paths.includes("loadBalancers") ? "its load balancer" : "",
    paths.includes("desiredCount") ? "its count" : "",
  ].filter(Boolean);
  return found.length > 0 ? found : ["its task definition"];
};

const tagOf = (image: unknown): string =>
  /(?:@sha256:[0-9a-f]{8}|:[^:/]+$)/.exec(String(image))?.[0].replace(/^[:@]/, "") ?? String(image);
const imageText = ({ before, after }: ContainerChange): string => {
  const [old, current] = [tagOf(before), tagOf(after)];
  return old === current ? "another one" : `${old} → ${current}`;
};

const sizeChange = (service: string, base: readonly StateResource[], head: readonly StateResource[]): string => {
  const size = (resources: readonly StateResource[]) => {
    const task = resources.find(
      ({ type, inputs }) =>
        type === "aws:ecs/taskDefinition:TaskDefinition" && String(inputs?.family ?? "").endsWith(service),
    );
    return task ? `${Number(task.inputs?.cpu) / 1024} vCPU / ${Number(task.inputs?.memory) / 1024} GiB` : "";
  };
  const [before, after] = [size(base), size(head)];
  return before && after && before !== after ? `size ${before} → ${after}` : "";
};
