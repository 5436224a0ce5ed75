// A migration with what has to stand around it: old servers stopped, and a snapshot taken, before its task runs.
const { runToItsEnd } = require("./run.cjs");
const { findServices, hasImage, stopServices } = require("./services.cjs");
const { takeSnapshot } = require("./snapshot.cjs");
const { timingOf } = require("./timing.cjs");

/**
 * Services that run another release than the one to come. A trigger that changed asks for all; a step that is new in an
 * existing stack only for those of another image, so that a stack that moves over to it is not stopped for nothing.
 */
const outdated = async ({ cluster, before }, place, changed) => {
  const found = await findServices(place, cluster, before.services);
  if (changed) return found;
  const current = await Promise.all(found.map((service) => hasImage(place, service, before)));
  return found.filter((_service, index) => !current[index]);
};

const nextCommands = ({ snapshot, what = "The server", keys = "openmetadata:version" }, services, cluster, region) => {
  const name = cluster.split("/").pop();
  const start = services.map(
    ({ serviceName, desiredCount }) =>
      `  aws ecs update-service --cluster ${name} --service ${serviceName} --desired-count ${desiredCount || 1} --region ${region}`,
  );
  return [
    `${what} is stopped${snapshot ? `, and snapshot ${snapshot} holds the database as it was before` : ""}.`,
    ...(start.length > 0
      ? [
          `To go back to the release before, where nothing was migrated yet: set ${keys} back, run pulumi up, then:`,
          ...start,
        ]
      : []),
    ...(snapshot
      ? [
          "Where something was migrated, the way back is a new stack from that snapshot (docs/runbooks.md, A new release, and the way back).",
        ]
      : []),
  ].join("\n");
};

/** @param {boolean} changed a trigger of a step that ran before has changed */
const migrate = async (inputs, place, changed) => {
  const timing = timingOf(inputs, place);
  const services = await outdated(inputs, place, changed);
  if (services.length === 0) return runToItsEnd(inputs, place);
  await stopServices(place, inputs.cluster, services, timing);
  let snapshot;
  if (inputs.before.snapshot) snapshot = await takeSnapshot(inputs, services, place, timing);
  else timing.say(inputs.before.withoutSnapshot);
  const ifItFails = [
    inputs.ifItFails,
    nextCommands({ ...inputs.before, snapshot }, services, inputs.cluster, place.region),
  ].join("\n");
  return runToItsEnd({ ...inputs, ifItFails }, place);
};

module.exports = { migrate };
