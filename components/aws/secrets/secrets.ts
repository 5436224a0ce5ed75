import { createHmac } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as random from "@pulumi/random";
import type { StackConfig } from "../../../config/stack-config";
import type { SecretName } from "../../../openmetadata/environment/secret-names";
import { GeneratedSecrets } from "./generated-secrets";
import { jwtKeyPair } from "./jwt-key-pair";
import { type PlannedSecret, plannedSecrets } from "./secret-plan";
import type { Tags } from "../tags";

/** Arguments of {@link SecretStore}. */
export interface SecretStoreArgs {
  readonly config: StackConfig;
  /** Major version of the Airflow that the release line runs. */
  readonly airflowMajor: 2 | 3;
  /** Whether the release line signs its requests to OpenSearch. */
  readonly signsSearchRequests: boolean;
  /** Text of `database.caCertificateFile`; needed when config names one. */
  readonly caCertificate?: string;
  /** Text of `server.configurationFile`; needed when config names one. */
  readonly configurationFile?: string;
  readonly tags: Tags;
}

interface StoredSecret {
  readonly value: pulumi.Output<string>;
  readonly secret: secretsmanager.Secret;
  readonly version: secretsmanager.SecretVersion;
}

/** Days in which a deleted secret can be restored; AWS allows 7 to 30. */
const recoveryDays = (size: StackConfig["size"]): number => (size === "small" ? 7 : 30);

/**
 * Every secret value of the stack in Secrets Manager, one secret each, so that a task's role can name exactly those it
 * reads. Values come from `openmetadata:secrets`, else they are generated once and kept.
 *
 * Cost: 0.40 USD a month for each secret.
 */
export class SecretStore extends pulumi.ComponentResource {
  /** Id of the server's key pair, derived from its public half. Not secret. */
  readonly jwtKeyId: pulumi.Output<string>;
  /** KMS key of the secrets; undefined where it is AWS's own. */
  readonly keyArn?: string;

  private readonly stored: ReadonlyMap<SecretName, StoredSecret>;
  private readonly fingerprintKey: random.RandomBytes;

  constructor(name: string, args: SecretStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:SecretStore", name, {}, opts);
    const { config, tags } = args;
    const kmsKeyId = config.encryption.secretsKmsKeyArn;
    this.keyArn = kmsKeyId;
    const plan = plannedSecrets({
      config,
      provided: new Set(config.secrets.keys()),
      airflowMajor: args.airflowMajor,
      signsSearchRequests: args.signsSearchRequests,
    });
    const generated = new GeneratedSecrets(
      `${name}-generated`,
      { plan, dataProtection: config.dataProtection },
      { parent: this },
    );
    const privateKey = config.secrets.get("server.jwtPrivateKey") ?? generated.privateKeyPem;
    const pair = pulumi.secret(privateKey).apply(jwtKeyPair);

    const valueOf = ({ name: secretName, origin }: PlannedSecret): pulumi.Output<string> => {
      if (origin === "jwt-private-key") return pair.privateKey;
      if (origin === "jwt-public-key") return pair.publicKey;
      if (origin === "file") return pulumi.secret(fileText(secretName, args));
      return config.secrets.get(secretName) ?? generated.value(secretName);
    };
    const store = (planned: PlannedSecret): StoredSecret => {
      const logicalName = `${name}-${planned.name.replace(".", "-")}`;
      const value = pulumi.secret(valueOf(planned));
      const secret = new secretsmanager.Secret(
        logicalName,
        {
          description: `${planned.name} of OpenMetadata`,
          ...(kmsKeyId !== undefined && { kmsKeyId }),
          recoveryWindowInDays: recoveryDays(config.size),
          tags: { ...tags },
        },
        { parent: this, protect: config.dataProtection && planned.isDataKey },
      );
      const version = new secretsmanager.SecretVersion(
        logicalName,
        { secretId: secret.id, secretString: value },
        // Deleting a secret keeps its value for the recovery window; the version must not be emptied before.
        { parent: this, deletedWith: secret },
      );
      return { value, secret, version };
    };
    this.stored = new Map(plan.map((planned) => [planned.name, store(planned)]));
    // A digest of a public key tells nobody anything.
    this.jwtKeyId = pulumi.unsecret(pair.keyId);
    this.fingerprintKey = new random.RandomBytes(
      `${name}-fingerprint`,
      { length: 32 },
      { parent: this, additionalSecretOutputs: ["base64", "hex"] },
    );
    this.registerOutputs();
  }

  /** Names of the secrets that the stack holds, sorted. */
  get names(): SecretName[] {
    return [...this.stored.keys()];
  }

  has(name: SecretName): boolean {
    return this.stored.has(name);
  }

  /** ARN of the secret, for `valueFrom` and for the one policy that lets it be read. */
  arn(name: SecretName): pulumi.Output<string> {
    return this.entry(name).secret.arn;
  }

  /** The version that holds the value: whoever reads the secret depends on it. */
  version(name: SecretName): pulumi.Resource {
    return this.entry(name).version;
  }

  /** The value, marked secret, for resources that take a password themselves (database, search domain). */
  value(name: SecretName): pulumi.Output<string> {
    return this.entry(name).value;
  }

  /**
   * Changes exactly when the value changes, says nothing about it, and is known in a preview when the value is: HMAC-SHA256
   * under a key that only this stack's state holds.
   */
  fingerprint(name: SecretName): pulumi.Output<string> {
    const { value } = this.entry(name);
    return pulumi.secret(
      pulumi
        .all([value, this.fingerprintKey.base64])
        .apply(([text, key]) =>
          createHmac("sha256", Buffer.from(key, "base64")).update(`${name}\n${text}`).digest("hex"),
        ),
    );
  }

  private entry(name: SecretName): StoredSecret {
    const entry = this.stored.get(name);
    if (!entry) {
      throw new Error(`the stack holds no secret ${name}; it holds ${this.names.join(", ")}`);
    }
    return entry;
  }
}

/** Secrets that are files: the text, and the key that names the file. */
function fileText(name: SecretName, { caCertificate, configurationFile }: SecretStoreArgs): string {
  const [key, text] =
    name === "database.caCertificate"
      ? (["database.caCertificateFile", caCertificate] as const)
      : (["server.configurationFile", configurationFile] as const);
  if (text === undefined) throw new Error(`openmetadata:${key} is set, but its text was not handed over`);
  return text;
}
