import { createHash } from "node:crypto";
import type { SimulatedPackage } from "./package";
import { packageVersion } from "./versions";
import { canonical, unknown, type Properties, type Value } from "./wire";

/** An image that Docker builds (or pulls) on the machine that runs `pulumi up`. */
export const remoteImageType = "docker:index/remoteImage:RemoteImage";

/** An image of that machine in a registry. */
export const registryImageType = "docker:index/registryImage:RegistryImage";

/** What an update leaves in its place; all else makes another image (kreuzwerker/terraform-provider-docker, `ForceNew`). */
const updated: Readonly<Record<string, RegExp>> = {
  [remoteImageType]: /^(keepLocally|forceRemove)$/,
  [registryImageType]: /^(keepRemotely|insecureSkipVerify|authConfig(\..*)?)$/,
};

const digest = (value: Value): string => `sha256:${createHash("sha256").update(canonical(value)).digest("hex")}`;

/** What the provider says of an image, known once it is built or pushed. */
const computed: Readonly<Record<string, (inputs: Properties) => Properties>> = {
  [remoteImageType]: ({ name, build }) => ({ imageId: digest({ name: name!, build: build ?? null }), repoDigest: "" }),
  [registryImageType]: ({ name }) => ({ sha256Digest: digest({ name: name! }) }),
};

const computedOf = (type: string, inputs: Properties): Properties => computed[type]?.(inputs) ?? {};

/** @pulumi/docker: images are recorded, never built. */
export const dockerPackage: SimulatedPackage = {
  name: "docker",
  version: packageVersion("@pulumi/docker"),
  diffRules: (type) => ({
    replaces: (path) => !updated[type]?.test(path),
    isSet: () => false,
    isKept: () => false,
  }),
  create: ({ type, inputs, preview, cloud, urn }) => {
    const found = computedOf(type, inputs);
    if (!preview) return { id: idOf(type, inputs, found) ?? cloud.freshHex(64, urn), outputs: { ...inputs, ...found } };
    const open = Object.fromEntries(Object.keys(found).map((name) => [name, unknown]));
    return { id: "", outputs: { ...inputs, ...open } };
  },
  update: ({ inputs, oldOutputs }) => ({ outputs: { ...oldOutputs, ...inputs } }),
};

/** As the provider makes them of an image's own identity. */
const idOf = (type: string, { name }: Properties, found: Properties): string | undefined =>
  type === remoteImageType
    ? `${String(found.imageId)}${String(name)}`
    : type === registryImageType
      ? String(found.sha256Digest)
      : undefined;
