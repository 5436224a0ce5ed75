// Services of a stack: stopped before a migration, and set to their count after it, or when the count is another one.
const {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListServicesCommand,
  ListTasksCommand,
  UpdateServiceCommand,
} = require("@aws-sdk/client-ecs");
const {
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} = require("@aws-sdk/client-application-auto-scaling");

const nameOf = (arn) => arn.split("/").pop();

/** Services of the cluster whose tag `Name` is one of these; by tag, since their own names are only known once they exist. */
const findServices = async ({ ecs }, cluster, tagged) => {
  const arns = [];
  let nextToken;
  do {
    const page = await ecs.send(new ListServicesCommand({ cluster, maxResults: 100, ...(nextToken && { nextToken }) }));
    arns.push(...(page.serviceArns ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  const found = [];
  for (let first = 0; first < arns.length; first += 10) {
    const request = { cluster, services: arns.slice(first, first + 10), include: ["TAGS"] };
    const { services = [] } = await ecs.send(new DescribeServicesCommand(request));
    found.push(...services);
  }
  return found.filter(
    ({ status, tags = [] }) =>
      status !== "INACTIVE" && tags.some(({ key, value }) => key === "Name" && tagged.includes(value)),
  );
};

/** Whether the task definition that a service has runs an image: in the container of that name, or in any where none is named. */
const hasImage = async ({ ecs }, { taskDefinition }, { container, image }) => {
  const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const containers = described.taskDefinition?.containerDefinitions ?? [];
  return containers.some((one) => one.image === image && (container === undefined || one.name === container));
};

/** Where a service is scaled by AWS, that is stopped or let go on; whether there was anything to tell. */
const setScaling = async ({ scaling }, cluster, serviceName, suspended) => {
  const scaled = {
    ServiceNamespace: "ecs",
    ResourceId: `service/${nameOf(cluster)}/${serviceName}`,
    ScalableDimension: "ecs:service:DesiredCount",
  };
  const request = { ServiceNamespace: "ecs", ResourceIds: [scaled.ResourceId] };
  const { ScalableTargets = [] } = await scaling.send(new DescribeScalableTargetsCommand(request));
  if (ScalableTargets.length === 0) return;
  const state = ["DynamicScalingInSuspended", "DynamicScalingOutSuspended", "ScheduledScalingSuspended"];
  const SuspendedState = Object.fromEntries(state.map((name) => [name, suspended]));
  await scaling.send(new RegisterScalableTargetCommand({ ...scaled, SuspendedState }));
};

/** Tasks of a service that have not stopped yet, those that are on their way to it included. */
const unstoppedTasks = async ({ ecs }, cluster, serviceName) => {
  const lists = await Promise.all(
    ["RUNNING", "STOPPED"].map((desiredStatus) =>
      ecs.send(new ListTasksCommand({ cluster, serviceName, desiredStatus })),
    ),
  );
  const tasks = lists.flatMap(({ taskArns = [] }) => taskArns).slice(0, 100);
  if (tasks.length === 0) return 0;
  const described = await ecs.send(new DescribeTasksCommand({ cluster, tasks }));
  return (described.tasks ?? []).filter(({ lastStatus }) => lastStatus !== "STOPPED").length;
};

/** Sets the services to 0 and waits until none of their tasks runs. Safe to do again. */
const stopServices = async (place, cluster, services, timing) => {
  for (const { serviceName, desiredCount } of services) {
    await setScaling(place, cluster, serviceName, true);
    if (desiredCount !== 0)
      await place.ecs.send(new UpdateServiceCommand({ cluster, service: serviceName, desiredCount: 0 }));
    timing.say(`service ${serviceName} is stopped; it is away from now on`);
  }
  for (const { serviceName } of services)
    await timing.until(
      async () => (await unstoppedTasks(place, cluster, serviceName)) === 0,
      (lasted) =>
        `Tasks of service ${serviceName} still run ${lasted} after it was set to 0, and nothing was migrated. Look at them, then run pulumi up: ` +
        `aws ecs list-tasks --cluster ${nameOf(cluster)} --service-name ${serviceName} --region ${place.region}`,
    );
};

const isBusy = ({ deployments = [] }) => deployments.some(({ rolloutState }) => rolloutState === "IN_PROGRESS");

const outcomeOf = (service, deployment) => {
  const { desiredCount, runningCount, deployments = [] } = service;
  const own = deployments.find(({ id }) => id === deployment);
  if (deployment !== undefined && (own === undefined || own.rolloutState === "FAILED"))
    return { failed: own?.rolloutStateReason ?? "ECS gave its deployment up" };
  return { runs: !isBusy(service) && runningCount >= desiredCount && desiredCount > 0 };
};

const notServing = ({ serviceName, events = [], desiredCount, runningCount }, why, { inputs, region }) =>
  [
    `Service ${serviceName} does not run: ${runningCount} of ${desiredCount} tasks; ${why}.`,
    inputs.ifItFails,
    ...(events.length > 0 ? ["What ECS says of it, newest first:"] : []),
    ...events.slice(0, 5).map(({ message }) => `  ${message}`),
    `Its log: ${inputs.logCommand}`,
    `Fix the cause, then run: pulumi up. When nothing in the stack has to change: ` +
      `aws ecs update-service --cluster ${nameOf(inputs.cluster)} --service ${serviceName} --desired-count ${countOf(inputs, serviceName)} --force-new-deployment --region ${region}`,
  ].join("\n");

const countOf = ({ services }, serviceName) => services.find(({ service }) => service === serviceName)?.count ?? 1;

const describe = async ({ ecs }, cluster, service) => {
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  if (!services[0]) throw new Error(`ECS does not know service ${service} any more. Run: pulumi up --refresh`);
  return services[0];
};

/**
 * Sets each service that was stopped to its count again, and waits until that many run. The engine would not: it sends a
 * count only when the program's own changes (terraform-provider-aws, resourceServiceUpdate).
 */
const runServices = async (inputs, place, timing) => {
  const deployments = new Map();
  for (const one of inputs.services) deployments.set(one.service, await setToCount(one, inputs, place, timing));
  for (const [service, deployment] of deployments) await waitFor(service, deployment, inputs, place, timing);
};

/** @returns the deployment that starts its tasks; undefined where it had tasks already */
const setToCount = async ({ service, count, scaled }, { cluster }, place, timing) => {
  const { desiredCount } = await describe(place, cluster, service);
  let deployment;
  if (desiredCount !== 0 && !scaled && desiredCount !== count) {
    timing.say(`service ${service} is set from ${desiredCount} to ${count}`);
    await place.ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount: count }));
  }
  if (desiredCount === 0) {
    // Before its deployment at 0 is complete, ECS would go back to the release before when the new one does not start.
    await timing.until(
      async () => !isBusy(await describe(place, cluster, service)),
      (lasted) => `Service ${service} at 0 tasks is not steady after ${lasted}. Run pulumi up again.`,
    );
    timing.say(`service ${service} is set to ${count} and waited for`);
    // A deployment of its own: only of one does ECS say whether its tasks became healthy.
    const request = { cluster, service, desiredCount: count, forceNewDeployment: true };
    const updated = await place.ecs.send(new UpdateServiceCommand(request));
    deployment = updated.service?.deployments?.find(({ status }) => status === "PRIMARY")?.id;
  }
  await setScaling(place, cluster, service, false);
  return deployment;
};

const waitFor = async (service, deployment, inputs, place, timing) => {
  const { cluster } = inputs;
  let last;
  await timing.until(
    async () => {
      last = await describe(place, cluster, service);
      const { failed, runs } = outcomeOf(last, deployment);
      if (failed) throw new Error(notServing(last, failed, { inputs, region: place.region }));
      return runs;
    },
    (lasted) => notServing(last, `its time limit is over after ${lasted}`, { inputs, region: place.region }),
  );
  timing.say(`service ${service} runs ${last.runningCount} of ${last.desiredCount}`);
};

/**
 * The services with the counts that the account has, for a refresh: the next `up` sees one that somebody set by hand. Where AWS
 * sets the count by load, only 0 is somebody's.
 *
 * @returns the input `services` with those counts; a service that is gone keeps its own
 */
const countedServices = ({ cluster, services }, { ecs }) =>
  Promise.all(
    services.map(async (one) => {
      const request = new DescribeServicesCommand({ cluster, services: [one.service] });
      const answer = await ecs.send(request).catch(withoutCluster);
      const found = answer.services?.find(({ status }) => status !== "INACTIVE");
      if (!found || (one.scaled && found.desiredCount !== 0)) return one;
      return { ...one, count: found.desiredCount };
    }),
  );

/** A cluster that somebody deleted has no services. */
const withoutCluster = (error) => {
  if (error.name !== "ClusterNotFoundException") throw error;
  return {};
};

module.exports = { countedServices, findServices, hasImage, runServices, stopServices };
