import { createHmac } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as random from "@pulumi/random";
import { broughtSecretNames, existingSecretsOf } from "../../../config/existing-secrets";
import type { ExistingSecret } from "../../../config/sections/existing-secrets";
import type { StackConfig } from "../../../config/stack-config";
import type { SecretName } from "../../../openmetadata/environment/secret-names";
import { currentVersion } from "./existing-secret-version";
import { GeneratedSecrets } from "./generated-secrets";
import { jwtKeyPair } from "./jwt-key-pair";
import type { NamedFiles } from "./named-files";
import { type PlannedSecret, plannedSecrets } from "./secret-plan";
import type { Tags } from "../tags";

/** Arguments of {@link SecretStore}, with the texts of the files that config names. */
export interface SecretStoreArgs extends NamedFiles {
  readonly config: StackConfig;
  /** Major version of the Airflow that the release line runs. */
  readonly airflowMajor: 2 | 3;
  /** Whether the release line signs its requests to OpenSearch. */
  readonly signsSearchRequests: boolean;
  readonly tags: Tags;
}

interface StoredSecret {
  readonly arn: pulumi.Output<string>;
  /** What a container definition refers to: the ARN, or a member of the secret's JSON object. */
  readonly reference: pulumi.Output<string>;
  /** The value's version in Secrets Manager, where the stack makes it. */
  readonly version?: secretsmanager.SecretVersion;
  /** The value; undefined for a secret that exists, of which the stack knows none. */
  readonly value?: pulumi.Output<string>;
  /** Changes when the value does, for a secret that exists. */
  readonly currentVersion?: pulumi.Output<string>;
  readonly kmsKeyArn?: string;
}

/** A secret that exists, as containers refer to it (Amazon ECS Developer Guide, secrets as environment variables). */
const existingSecret = (existing: ExistingSecret, parent: pulumi.Resource): StoredSecret => ({
  arn: pulumi.output(existing.arn),
  reference: pulumi.output(existing.jsonKey === undefined ? existing.arn : `${existing.arn}:${existing.jsonKey}::`),
  currentVersion: currentVersion(existing, parent),
  ...(existing.kmsKeyArn && { kmsKeyArn: existing.kmsKeyArn }),
});

/** Days in which a deleted secret can be restored; AWS allows 7 to 30. */
const recoveryDays = (size: StackConfig["size"]): number => (size === "small" ? 7 : 30);

/**
 * Every secret value of the stack in Secrets Manager, one secret each, so that a task's role can name exactly those it
 * reads. Values come from `openmetadata:secrets`, else they are generated once and kept; one of `existingSecrets` stays where it is.
 *
 * Cost: 0.40 USD a month for each secret.
 */
export class SecretStore extends pulumi.ComponentResource {
  /** Id of the server's key pair, derived from its public half. Not secret. */
  readonly jwtKeyId: pulumi.Output<string>;
  /** KMS key of the secrets; undefined where it is AWS's own. */
  readonly keyArn?: string;

  private readonly stored: ReadonlyMap<SecretName, StoredSecret>;
  private readonly fingerprints = new Map<SecretName, pulumi.Output<string>>();
  private readonly fingerprintKey: random.RandomBytes;

  constructor(name: string, args: SecretStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:SecretStore", name, {}, opts);
    const { config } = args;
    this.keyArn = config.encryption.secretsKmsKeyArn;
    const { airflowMajor, signsSearchRequests } = args;
    const plan = plannedSecrets({ config, provided: broughtSecretNames(config), airflowMajor, signsSearchRequests });
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
    const store = (planned: PlannedSecret) => this.store(name, planned, pulumi.secret(valueOf(planned)), args);
    const existing = existingSecretsOf(config);
    this.stored = new Map(
      plan.map((planned) => {
        const found = existing.get(planned.name);
        if (!found) return [planned.name, store(planned)];
        // A key that read what is stored stays, unread: it is protected, and the only way back.
        if (planned.isDataKey) store(planned);
        return [planned.name, existingSecret(found, this)];
      }),
    );
    // A digest of a public key tells nobody anything.
    this.jwtKeyId = pulumi.unsecret(pair.keyId);
    this.fingerprintKey = new random.RandomBytes(
      `${name}-fingerprint`,
      { length: 32 },
      { parent: this, additionalSecretOutputs: ["base64", "hex"] },
    );
    this.registerOutputs();
  }

  /** Puts a value into Secrets Manager. */
  private store(
    name: string,
    planned: PlannedSecret,
    value: pulumi.Output<string>,
    { config, tags }: SecretStoreArgs,
  ): StoredSecret {
    const logicalName = `${name}-${planned.name.replace(".", "-")}`;
    const secret = new secretsmanager.Secret(
      logicalName,
      {
        description: `${planned.name} of OpenMetadata`,
        ...(this.keyArn !== undefined && { kmsKeyId: this.keyArn }),
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
    return { arn: secret.arn, reference: secret.arn, version, value };
  }

  /** Names of the secrets that the stack holds, sorted. */
  get names(): SecretName[] {
    return [...this.stored.keys()];
  }

  has(name: SecretName): boolean {
    return this.stored.has(name);
  }

  /** ARN of the secret, for the one policy that lets it be read. */
  arn(name: SecretName): pulumi.Output<string> {
    return this.entry(name).arn;
  }

  /** What a container's `valueFrom` says. */
  reference(name: SecretName): pulumi.Output<string> {
    return this.entry(name).reference;
  }

  /** KMS keys of one's own that hold these secrets, each once. */
  kmsKeyArns(names: readonly SecretName[]): string[] {
    return [...new Set(names.flatMap((name) => this.entry(name).kmsKeyArn ?? []))].sort();
  }

  /** The versions that hold the values: what reads the secrets depends on them. */
  versions(names: readonly SecretName[]): pulumi.Resource[] {
    return names.flatMap((name) => this.entry(name).version ?? []);
  }

  /** The value, marked secret, for resources that take a password themselves (database, search domain). */
  value(name: SecretName): pulumi.Output<string> {
    const { value } = this.entry(name);
    if (!value) throw new Error(`openmetadata:existingSecrets.${name} holds a value that the stack itself needs`);
    return value;
  }

  /**
   * Changes exactly when the value changes, says nothing about it, and is known in a preview when the value is: HMAC-SHA256
   * under a key that only this stack's state holds. Of a secret that exists, the identifier of its current version.
   */
  fingerprint(name: SecretName): pulumi.Output<string> {
    const known = this.fingerprints.get(name) ?? this.fingerprintOf(name);
    this.fingerprints.set(name, known);
    return known;
  }

  private fingerprintOf(name: SecretName): pulumi.Output<string> {
    const { value, currentVersion: version } = this.entry(name);
    if (!value) return pulumi.output(version ?? "");
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
function fileText(name: SecretName, args: SecretStoreArgs): string {
  const files: Partial<Record<SecretName, readonly [key: string, text: string | undefined]>> = {
    "database.caCertificate": ["database.caCertificateFile", args.caCertificate],
    "auth.ldapCaCertificate": ["auth.ldap.caCertificateFile", args.ldapCaCertificate],
    "network.caCertificates": ["network.caCertificatesFile", args.caCertificates],
    "server.configurationFile": ["server.configurationFile", args.configurationFile],
  };
  const [key, text] = files[name] ?? [name];
  if (text === undefined) throw new Error(`openmetadata:${key} is set, but its text was not handed over`);
  return text;
}
