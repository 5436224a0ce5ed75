import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { PrivateKey } from "@pulumi/tls/privateKey";
import type { SecretName } from "../../../openmetadata/environment/secret-names";
import { urlSafeBase64 } from "./jwt-key-pair";
import type { PlannedSecret } from "./secret-plan";

/** Arguments of {@link GeneratedSecrets}. */
export interface GeneratedSecretsArgs {
  readonly plan: readonly PlannedSecret[];
  /** Protect what makes stored data readable. */
  readonly dataProtection: boolean;
}

/** Length at which RDS, MySQL (41 at most) and OpenSearch (128 at most) agree, with some 190 bits. */
const passwordLength = 32;

/**
 * Random values, made once and kept. One is made for each secret that can be generated, also while config brings a
 * value of its own: putting that value into config and taking it out again then never deletes a protected resource.
 */
export class GeneratedSecrets extends pulumi.ComponentResource {
  /** The server's RSA private key, PKCS#8 PEM. */
  readonly privateKeyPem: pulumi.Output<string>;

  private readonly values = new Map<SecretName, pulumi.Output<string>>();

  constructor(name: string, args: GeneratedSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:GeneratedSecrets", name, {}, opts);
    const options = (isDataKey: boolean): pulumi.CustomResourceOptions => ({
      parent: this,
      protect: args.dataProtection && isDataKey,
    });

    for (const { name: secretName, origin, isDataKey } of args.plan) {
      const logicalName = `${name}-${secretName.replace(".", "-")}`;
      if (origin === "password" || origin === "search-password") {
        this.values.set(secretName, password(logicalName, origin === "search-password", options(isDataKey)));
      } else if (origin === "fernet-key") {
        const bytes = new random.RandomBytes(
          logicalName,
          { length: 32 },
          { ...options(isDataKey), additionalSecretOutputs: ["base64", "hex"] },
        );
        this.values.set(secretName, pulumi.secret(bytes.base64).apply(urlSafeBase64));
      }
    }
    const keyPair = new PrivateKey(`${name}-server-jwt`, { algorithm: "RSA", rsaBits: 2048 }, options(true));
    this.privateKeyPem = pulumi.secret(keyPair.privateKeyPemPkcs8);
    this.registerOutputs();
  }

  value(name: SecretName): pulumi.Output<string> {
    const value = this.values.get(name);
    if (!value) {
      throw new Error(
        `openmetadata:secrets.${configKey(name)} is required and is not set. Set it: pulumi config set --secret --path openmetadata:secrets.${configKey(name)}`,
      );
    }
    return value;
  }
}

/** Where config holds a secret that has another logical name. */
const configKey = (name: SecretName): string => (name === "database.master" ? "database.password" : name);

/** Letters and digits, which need no quoting anywhere; OpenSearch alone insists on a special character. */
function password(name: string, withSpecial: boolean, options: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const made = new random.RandomPassword(
    name,
    {
      length: passwordLength,
      minLower: 1,
      minUpper: 1,
      minNumeric: 1,
      special: withSpecial,
      ...(withSpecial ? { minSpecial: 1, overrideSpecial: "_-." } : {}),
    },
    options,
  );
  return pulumi.secret(made.result);
}
