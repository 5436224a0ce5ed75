import type { ChangeEntry, EnvironmentChange, ContainerChange } from "../report/document";
import { containerChanges } from "../report/containers";
import { containersOf, environmentChanges, environmentsOf } from "../report/environments";
import { stepType } from "../protocol/steps";
import { isRecord } from "../report/masking";
import { nameOf, shortName, type StateResource } from "../report/state";
import type { Downtime, StateChange } from "./consequences";

const serviceType = "aws:ecs/service:Service";
/** Changes of these start no new task (UpdateService, Amazon ECS API Reference). */
const withoutDeployment =
  /^(tags|tagsAll|desiredCount|enableExecuteCommand|waitForSteadyState|deployment\w*|propagateTags|timeouts|healthCheckGracePeriodSeconds)$/;

interface Estimate {
  readonly minutes: readonly [number, number];
  readonly basis: string;
}

/** A figure that nobody published and nobody here measured on an account. */
const estimated = (least: number, most: number, of: string): Estimate => ({
  minutes: [least, most],
  basis: `our estimate of ${of}`,
});

const restart = estimated(1, 5, "stopping the old task, fetching the image, its steps and the first healthy answer");
const migration = estimated(3, 10, "a new task with the migration of a catalog of ordinary size before its start");
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

const serviceDowntime = (change: StateChange): Downtime[] => {
  const containers = containerChanges(change.base, change.head);
  const environments = environmentsOf(change.base);
  const variables = environmentChanges(environments, environmentsOf(change.head));
  return change.changes
    .filter(({ type }) => type === serviceType)
    .flatMap((entry) => {
      const service = shortName(entry.urn, change.prefix);
      const before = change.base.find(({ urn }) => urn === entry.urn);
      const after = change.head.find(({ urn }) => urn === entry.urn);
      if (entry.op === "create" || !before) return [];
      const cut: Downtime[] = holdsRuns(service, environments) ? [{ service, what: "cut", why: [] }] : [];
      if (entry.op === "delete" || !after) return [{ service, what: "gone", why: ["the service is deleted"] }, ...cut];
      if (Number(after.inputs?.desiredCount ?? 1) === 0 && Number(before.inputs?.desiredCount ?? 1) > 0)
        return [{ service, what: "gone", why: ["its count is 0"] }, ...cut];
      if (entry.op === "replace")
        return [
          {
            service,
            what: "stops",
            ...restart,
            why: [`the service is replaced (${entry.replaceKeys.join(", ")})`],
          },
          ...cut,
        ];
      const step = stoppingStep(entry, change, containers);
      if (step) return [{ service, what: "stops", ...upgrade, why: step }, ...cut];
      if (!entry.properties.some(({ path }) => !withoutDeployment.test(path.split(/[.[]/)[0]!))) return [];
      const why = reasons(entry, service, change, containers, variables);
      const migrates = migratesIn(service, change.head, containers);
      if (!migrates && rolls(after)) return [{ service, what: "rolls", why }, ...cut];
      return [
        {
          service,
          what: "stops",
          ...(migrates ? migration : restart),
          why: migrates ? ["migration", ...why] : why,
        },
        ...cut,
      ];
    });
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
    if (asked.length > 0) return ["snapshot and migration", ...asked];
    const image = containers.find(
      ({ container, property }) => container === String(before.container) && property === "image",
    );
    if (step.op === "create" && image) return ["snapshot and migration", `image ${imageText(image)}`];
  }
  return undefined;
};

/**
 * Whether the runs of pipelines are processes of this service's task: beside Airflow's scheduler, wherever that is. Not
 * where each run is a task of its own (docs/scaling.md, executor ecs).
 */
const holdsRuns = (service: string, environments: ReturnType<typeof environmentsOf>): boolean => {
  const scheduler = environments["airflow-scheduler"] ? "airflow-scheduler" : "airflow";
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
    const text = JSON.stringify([definition.name, definition.command, definition.entryPoint]);
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

/** A change of a type that interrupts it: which properties, how long, and what is said. */
interface Interruption extends Estimate {
  readonly type: RegExp;
  readonly service: string;
  readonly properties: RegExp;
}

/** Of a database with a standby ("Failing over a Multi-AZ DB instance", RDS User Guide: typically 60 to 120 seconds). */
const failover: Estimate = { minutes: [1, 2], basis: "60 to 120 s of a failover (Amazon RDS User Guide, Multi-AZ)" };

/**
 * What AWS interrupts for (RDS User Guide, "Settings for DB instances"; Elastic Load Balancing, "Application Load
 * Balancers"). A search domain changes by a second set of nodes and goes on answering.
 */
const interruptions: readonly Interruption[] = [
  {
    type: /^aws:rds\/instance:/,
    service: "database",
    properties: /^(instanceClass|dbSubnetGroupName|networkType|port|caCertIdentifier)$/,
    ...estimated(2, 10, "a restart of the database instance"),
  },
  {
    type: /^aws:rds\/instance:/,
    service: "database",
    properties: /^(engineVersion|allowMajorVersionUpgrade)$/,
    ...estimated(5, 30, "an upgrade of the database engine, which grows with the number of tables"),
  },
  {
    type: /^aws:efs\/mountTarget:/,
    service: "shared files",
    properties: /^(securityGroups|ipAddress)$/,
    ...estimated(0, 1, "clients that connect again"),
  },
];

const replaced: readonly (Estimate & { readonly type: RegExp; readonly service: string; readonly why: string })[] = [
  {
    type: /^aws:lb\/loadBalancer:/,
    service: "address",
    why: "the load balancer is replaced and has another host name",
    ...estimated(2, 10, "making a balancer, and names that still lead to the old one"),
  },
  {
    type: /^aws:lb\/(listener|targetGroup):/,
    service: "address",
    why: "the load balancer's way to the server is replaced",
    ...estimated(1, 5, "the first healthy answer behind the new listener or target group"),
  },
  {
    type: /^aws:rds\/instance:/,
    service: "database",
    why: "the database is replaced",
    ...estimated(10, 30, "making an empty database instance; to restore a snapshot takes longer"),
  },
  {
    type: /^aws:opensearch\/domain:/,
    service: "search",
    why: "the search domain is replaced",
    ...estimated(15, 60, "making a domain and reindexing a catalog of ordinary size"),
  },
  {
    type: /^aws:ec2\/(vpc|subnet):/,
    service: "network",
    why: "the network is replaced",
    ...estimated(10, 60, "making anew all that stands in the network"),
  },
  {
    type: /^aws:ec2\/natGateway:/,
    service: "way out",
    why: "the NAT gateway is replaced",
    ...estimated(1, 5, "making a NAT gateway and routing to it"),
  },
  {
    type: /^aws:servicediscovery\//,
    service: "names",
    why: "private names are made anew",
    ...estimated(1, 5, "names that are looked up again"),
  },
];

const storeDowntime = (entry: ChangeEntry, { base }: StateChange): Downtime[] => {
  if (entry.op === "replace" || entry.op === "delete")
    return replaced
      .filter(({ type }) => type.test(entry.type))
      .map(({ service, why, minutes, basis }) =>
        entry.op === "delete"
          ? {
              service,
              what: "gone" as const,
              why: [why.replace("replaced", "deleted").replace("are made anew", "are gone")],
            }
          : {
              service,
              what: "stops" as const,
              minutes,
              basis,
              why: [`${why} (${entry.replaceKeys.join(", ") || "by the provider"})`],
            },
      );
  if (entry.op !== "update") return [];
  const two = base.some(({ urn, inputs }) => urn === entry.urn && inputs?.multiAz === true);
  return interruptions
    .filter(
      ({ type, properties }) => type.test(entry.type) && entry.properties.some(({ path }) => properties.test(path)),
    )
    .map(({ service, properties, minutes, basis }) => ({
      service,
      what: "stops" as const,
      // With a standby the other zone takes over.
      ...(two && minutes[0] === 2 ? failover : { minutes, basis }),
      why: entry.properties
        .filter(({ path }) => properties.test(path))
        .map(({ path, before, after }) => `${path} ${String(before ?? "(none)")} → ${String(after ?? "(none)")}`),
    }));
};
