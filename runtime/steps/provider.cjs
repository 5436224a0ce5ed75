// The provider of `openmetadata:Step`: a task of ECS that `pulumi up` runs to its end. Plain JavaScript, since the engine's
// helper process loads it without the TypeScript loader. components/aws/tasks/step.ts says what the inputs mean.
const { toldCalls } = require("./calls.cjs");
const { secretTexts } = require("./masking.cjs");

// The AWS SDK loads when a step runs: most previews ask for the difference alone.
const awsClients = (config) => require("./aws-clients.cjs").awsClients(config);

/** Inputs of a step; everything else in the state is what a run left. */
const inputNames = [
  "step",
  "cluster",
  "taskDefinition",
  "networkConfiguration",
  "triggers",
  "runsAtCreate",
  "timeLimitMinutes",
  "ifItFails",
  "kind",
  "before",
  "services",
  "logCommand",
  "project",
  "repository",
];

/** The same text for any order of the keys. */
const ordered = (value) =>
  JSON.stringify(value, (_key, inner) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
const differ = (one, other) => ordered(one) !== ordered(other);

const changedTriggers = ({ triggers: olds = {} }, { triggers: news = {} }) =>
  Object.keys({ ...olds, ...news }).filter((name) => differ(olds[name], news[name]));

/** Services whose count is another one, or that took the place of others, are set to it without a trigger. */
const moved = ({ kind, services }, olds) => kind === "services" && differ(services, olds.services);

const inputsOf = (properties) =>
  Object.fromEntries(inputNames.filter((name) => name in properties).map((name) => [name, properties[name]]));

/** The outputs of a step beside its inputs. */
const leftBy = ({ kind }, result) => (kind === "image" ? { task: "", image: result } : { task: result });
const leftIn = ({ task, image }) => ({ task: task ?? "", ...(image !== undefined && { image }) });

/**
 * @param {{ clients?: (config: { get(key: string): string | undefined }) => object, say?: (line: string) => void,
 *   sleep?: (milliseconds: number) => Promise<void>, now?: () => number }} [parts] what a test puts in the place of AWS, output and clock
 */
const stepProvider = ({ clients = awsClients, say = console.log, ...clock } = {}) => {
  let config;
  let connected;
  const placeOf = (inputs) => {
    connected ??= clients(config ?? { get: () => undefined });
    return toldCalls({ ...connected, ...clock, secrets: secretTexts(config), say }, inputs);
  };
  /**
   * What a step's run leaves in the state: the ARN of its task, or the image that it built; nothing of one that only waits.
   * `changed`: names of the triggers that ask for it; undefined for a step that is new.
   */
  const run = async (inputs, changed) => {
    const place = placeOf(inputs);
    if (inputs.kind === "services") {
      const { timingOf } = require("./timing.cjs");
      await require("./services.cjs").runServices(inputs, place, timingOf(inputs, place));
      return "";
    }
    if (inputs.kind === "image") return require("./build.cjs").buildImage(inputs, place);
    if (inputs.before) return require("./upgrade.cjs").migrate(inputs, place, changed);
    return require("./run.cjs").runToItsEnd(inputs, place);
  };
  return {
    configure: async (request) => {
      config = request.config;
    },
    diff: async (_id, olds, news) => ({
      changes: inputNames.some((name) => differ(olds[name], news[name])),
      replaces: [],
    }),
    create: async (inputs) => {
      if (inputs.runsAtCreate)
        return { id: inputs.step, outs: { ...inputsOf(inputs), ...leftBy(inputs, await run(inputs, undefined)) } };
      say(`step ${inputs.step}: nothing to do yet`);
      return { id: inputs.step, outs: { ...inputsOf(inputs), task: "" } };
    },
    // A refresh asks for counts alone: whether a step has to run again, only its triggers tell.
    read: async (id, properties) => {
      if (properties.kind !== "services") return { id, props: properties };
      const { step, cluster, services } = properties;
      const counted = await require("./services.cjs").countedServices({ cluster, services }, placeOf({ step }));
      return { id, props: { ...properties, services: counted } };
    },
    // Only a trigger that changed asks for a run: another size or time limit holds for the next one.
    update: async (_id, olds, news) => {
      const changed = changedTriggers(olds, news);
      const left = changed.length > 0 || moved(news, olds) ? leftBy(news, await run(news, changed)) : leftIn(olds);
      return { outs: { ...inputsOf(news), ...left } };
    },
    // What a step did is done; there is nothing to take back.
    delete: async () => {},
  };
};

module.exports = { stepProvider, provider: stepProvider() };
