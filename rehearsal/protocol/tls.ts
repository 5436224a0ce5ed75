import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { SimulatedPackage } from "./package";
import { packageVersion } from "./versions";
import { unknown, type Properties } from "./wire";

const computedKeys = [
  "privateKeyPem",
  "privateKeyPemPkcs8",
  "privateKeyOpenssh",
  "publicKeyPem",
  "publicKeyOpenssh",
  "publicKeyFingerprintMd5",
  "publicKeyFingerprintSha256",
];
const secretKeys = ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh"];

/** @pulumi/tls, of which only PrivateKey is simulated, with real keys. */
export const tlsPackage: SimulatedPackage = {
  name: "tls",
  version: packageVersion("@pulumi/tls"),
  diffRules: () => ({ replaces: () => true, isSet: () => false, isKept: () => false }),
  defaults: ({ inputs }) => ({
    ...inputs,
    ...(inputs.algorithm === "RSA" && { rsaBits: inputs.rsaBits ?? 2048 }),
    ...(inputs.algorithm === "ECDSA" && { ecdsaCurve: inputs.ecdsaCurve ?? "P224" }),
  }),
  problems: ({ inputs }) =>
    inputs.algorithm === unknown || ["RSA", "ECDSA", "ED25519"].includes(String(inputs.algorithm))
      ? []
      : [
          {
            property: "algorithm",
            reason: `expected RSA, ECDSA or ED25519, found ${JSON.stringify(inputs.algorithm)}`,
          },
        ],
  create: ({ type, inputs, preview }) => {
    if (type !== "tls:index/privateKey:PrivateKey") throw new Error(`The rehearsal does not simulate ${type}.`);
    if (preview) {
      const outputs = { ...inputs, ...Object.fromEntries(computedKeys.map((name) => [name, unknown])) };
      return { id: "", outputs, secretOutputs: secretKeys };
    }
    const key = generate(inputs);
    const publicPem = key.publicKey.export({ type: "spki", format: "pem" }).toString();
    const id = createHash("sha1").update(publicPem).digest("hex");
    return { id, outputs: { ...inputs, ...texts(key, inputs) }, secretOutputs: secretKeys };
  },
};

interface KeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

function generate(inputs: Properties): KeyPair {
  if (inputs.algorithm === "RSA") return generateKeyPairSync("rsa", { modulusLength: Number(inputs.rsaBits) });
  if (inputs.algorithm === "ED25519") return generateKeyPairSync("ed25519");
  const curves: Record<string, string> = {
    P224: "secp224r1",
    P256: "prime256v1",
    P384: "secp384r1",
    P521: "secp521r1",
  };
  return generateKeyPairSync("ec", { namedCurve: curves[String(inputs.ecdsaCurve)] ?? "prime256v1" });
}

function texts({ privateKey, publicKey }: KeyPair, inputs: Properties): Properties {
  const pkcs8 = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const traditional = { RSA: "pkcs1", ECDSA: "sec1" } as const;
  const type = traditional[inputs.algorithm as keyof typeof traditional];
  const pem = type ? createPrivateKey(pkcs8).export({ type, format: "pem" }).toString() : pkcs8;
  const publicKeyPem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const der = publicKey.export({ type: "spki", format: "der" });
  const digest = (algorithm: string) => createHash(algorithm).update(der).digest();
  return {
    privateKeyPem: pem,
    privateKeyPemPkcs8: pkcs8,
    // OpenSSH's own format is not made: nothing in a rehearsal opens it.
    privateKeyOpenssh: pkcs8,
    publicKeyPem,
    publicKeyOpenssh: inputs.algorithm === "RSA" ? `ssh-rsa ${der.toString("base64")}` : "",
    publicKeyFingerprintMd5: digest("md5")
      .toString("hex")
      .replace(/..(?!$)/g, "$&:"),
    publicKeyFingerprintSha256: `SHA256:${digest("sha256").toString("base64").replace(/=+$/, "")}`,
  };
}
