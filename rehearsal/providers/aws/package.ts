import type { Created, ResourceCall, SimulatedPackage } from "../package";
import { packageVersion } from "../versions";
import { isProperties, unknown, type Properties } from "../wire";

/** @pulumi/aws, simulated from tables of resource types and general rules. */
export const awsPackage: SimulatedPackage = {
  name: "aws",
  version: packageVersion("@pulumi/aws"),
  configure: (configuration) =>
    configuration.region === undefined
      ? [{ property: "region", reason: "missing. Set it: pulumi config set aws:region <region>" }]
      : [],
  diffRules: () => ({ replaces: () => false, isSet: () => false, isKept: () => false }),
  defaults: ({ inputs, configuration }) => {
    const tags = defaultTags(configuration);
    return Object.keys(tags).length > 0 && "tags" in inputs && isProperties(inputs.tags)
      ? { ...inputs, tags: { ...tags, ...inputs.tags } }
      : inputs;
  },
  create,
};

const defaultTags = (configuration: Properties): Properties =>
  isProperties(configuration.defaultTags) && isProperties(configuration.defaultTags.tags)
    ? configuration.defaultTags.tags
    : {};

function create(call: ResourceCall): Created {
  const { type, inputs, preview, cloud, configuration } = call;
  if (preview) return { id: "", outputs: { ...inputs, arn: unknown } };
  const service = type.split(":")[1]!.split("/")[0]!;
  const id = cloud.freshHex(17, call.urn);
  return {
    id,
    outputs: { ...inputs, arn: `arn:aws:${service}:${String(configuration.region)}:${cloud.accountId}:${id}` },
  };
}
