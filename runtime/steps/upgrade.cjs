// A migration, and what comes before it: old servers stopped, and a snapshot taken, before its task runs.
const { CallError } = require("./calls.cjs");
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

const startCommands = (services, cluster, region) =>
  services.map(
    ({ serviceName, desiredCount }) =>
      `  aws ecs update-service --cluster ${cluster.split("/").pop()} --service ${serviceName} --desired-count ${desiredCount || 1} --region ${region}`,
  );

/** What stops, in the middle of a sentence, and the keys that lead back. */
const subjectOf = ({ what = "the server", keys = "openmetadata:version" }) => ({ what, keys });

const nextCommands = (before, services, cluster, region) => {
  const { snapshot, takenBy } = before;
  const { what, keys } = subjectOf(before);
  const held = snapshot ? `, and snapshot ${snapshot}` : takenBy ? `, and the snapshot that step ${takenBy} took` : "";
  const start = startCommands(services, cluster, region);
  return [
    `${what[0].toUpperCase()}${what.slice(1)} is stopped${held && `${held} holds the database as it was before`}.`,
    ...(start.length > 0
      ? [
          `To go back to the release before, where nothing was migrated yet: set ${keys} back, run pulumi up, then:`,
          ...start,
        ]
      : []),
    ...(held
      ? [
          "Where something was migrated, the way back is a new stack from that snapshot (docs/runbooks.md, A new release, and the way back).",
        ]
      : []),
  ].join("\n");
};

/** What a call that fails leaves behind, said beside the call. */
const leaving = async (text, work) => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CallError ? new Error(`${error.message}\n${text}`) : error;
  }
};

/** The step that has taken the snapshot for the same cause, before this one: a second could hold a database that is migrated by half. */
const takerOf = ({ before: { snapshot } }, changed) =>
  snapshot?.takenBy && changed?.includes(snapshot.takenBy.trigger) ? snapshot.takenBy.step : undefined;

/** Stops the services and takes the snapshot, where there is to be one. @returns its identifier, or the step that took it */
const prepare = async (inputs, services, place, takenBy) => {
  const timing = timingOf(inputs, place);
  const { snapshot, withoutSnapshot } = inputs.before;
  await stopServices(place, inputs.cluster, services, timing);
  if (takenBy) timing.say(`the snapshot that step ${takenBy} took for this change holds its database too`);
  else if (snapshot) return { snapshot: await takeSnapshot(inputs, services, place, timing) };
  else timing.say(withoutSnapshot);
  return { snapshot: undefined, takenBy };
};

/** @param {string[] | undefined} changed triggers that are others than at its last run; undefined for a step that is new */
const migrate = async (inputs, place, changed) => {
  const services = await outdated(inputs, place, changed);
  if (services.length === 0) return runToItsEnd(inputs, place);
  const { cluster } = inputs;
  const { what, keys } = subjectOf(inputs.before);
  const unchanged = [
    `Nothing was migrated, and ${what} may be stopped. To stay with the release before: set ${keys} back, run pulumi up, then:`,
    ...startCommands(services, cluster, place.region),
  ].join("\n");
  const taken = await leaving(unchanged, () => prepare(inputs, services, place, takerOf(inputs, changed)));
  const next = nextCommands({ ...inputs.before, ...taken }, services, cluster, place.region);
  return leaving(next, () => runToItsEnd({ ...inputs, ifItFails: [inputs.ifItFails, next].join("\n") }, place));
};

module.exports = { migrate };
