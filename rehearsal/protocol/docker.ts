import { createHash } from "node:crypto";
import type { SimulatedPackage } from "./package";
import { packageVersion } from "./versions";
import { canonical, unknown } from "./wire";

/** @pulumi/docker: images are recorded, never built. */
export const dockerPackage: SimulatedPackage = {
  name: "docker",
  version: packageVersion("@pulumi/docker"),
  diffRules: (type) => ({
    replaces: (path) => type !== "docker:index/image:Image" && !path.startsWith("registryAuth"),
    isSet: () => false,
    isKept: () => false,
    // Credentials of a registry expire within hours: to the real provider a new one alone is no change.
    isIgnored: (path) => type === "docker:index/image:Image" && /^registry\.(username|password)$/.test(path),
  }),
  defaults: ({ inputs, type }) =>
    type === "docker:index/image:Image" ? { ...inputs, buildOnPreview: inputs.buildOnPreview ?? false } : inputs,
  create: (call) => {
    const { type, inputs, preview, cloud } = call;
    if (preview)
      return { id: "", outputs: { ...inputs, ...Object.fromEntries(computed(type).map((name) => [name, unknown])) } };
    if (type !== "docker:index/image:Image") return { id: cloud.freshHex(64, call.urn), outputs: inputs };
    return { id: String(inputs.imageName), outputs: { ...inputs, ...built(call.inputs) } };
  },
  update: ({ inputs, oldOutputs, preview, type }) => ({
    outputs: preview
      ? { ...oldOutputs, ...inputs, ...Object.fromEntries(computed(type).map((name) => [name, unknown])) }
      : { ...oldOutputs, ...inputs, ...built(inputs) },
  }),
};

const computed = (type: string): string[] =>
  type === "docker:index/image:Image" ? ["repoDigest", "baseImageName", "registryServer"] : [];

function built(inputs: Record<string, unknown>) {
  const name = String(inputs.imageName);
  const digest = createHash("sha256")
    .update(canonical({ name, build: inputs.build as never }))
    .digest("hex");
  const repository = name.replace(/:[^/:]*$/, "");
  return {
    imageName: name,
    baseImageName: name,
    registryServer: name.split("/")[0]!,
    repoDigest: `${repository}@sha256:${digest}`,
  };
}
