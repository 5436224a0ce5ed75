import { type Problem, refused } from "../../problems/problem";
import { serverVariable } from "../variables/server-variables";
import { before } from "../releases/versions";

/**
 * Kinds of OpenMetadata's own secrets manager in AWS. With a managed one the server writes the passwords of connections
 * there; with the others people do, and connections name them (`secret:/name`): the server then reads none of them, the
 * workflows do (SecretsManagerFactory of open-metadata/OpenMetadata).
 */
export const awsSecretsManagers = ["managed-aws", "aws", "managed-aws-ssm", "aws-ssm"] as const;
export type AwsSecretsManager = (typeof awsSecretsManagers)[number];

/** `server.secretsManager` of a stack file. */
export interface SecretsManagerSettings {
  readonly kind: AwsSecretsManager;
  /** First part of every name, before the cluster's. */
  readonly prefix?: string;
}

/** First release that has the managed kinds: the enumeration of openmetadata-ingestion 0.13.1.1 has them, 0.12.3.1's has not. */
const managedFrom = "0.13.1";

/** Whether the server itself writes secrets. Before the managed kinds, `aws` and `aws-ssm` were what those are now. */
export const serverWritesSecrets = ({ kind }: SecretsManagerSettings, version: string): boolean =>
  kind.startsWith("managed-") || before(version, managedFrom);

/** Whether the secrets are parameters of Systems Manager instead of secrets of Secrets Manager. */
export const isParameterStore = ({ kind }: SecretsManagerSettings): boolean => kind.endsWith("-ssm");

/**
 * What every name begins with, `/prefix/cluster`; OpenMetadata writes names in small letters (SecretsManager.buildSecretId of
 * open-metadata/OpenMetadata, and the comment in the configuration file).
 */
export const secretsPath = ({ prefix }: SecretsManagerSettings, clusterName: string): string =>
  `/${[...(prefix === undefined ? [] : [prefix]), clusterName].join("/").toLowerCase()}`;

/** What a release does not know of these settings. */
export function secretsManagerProblems(version: string, settings: SecretsManagerSettings): Problem[] {
  const key = "server.secretsManager";
  const problems: Problem[] = [];
  if (settings.kind.startsWith("managed-") && before(version, managedFrom)) {
    const same = settings.kind.replace("managed-", "");
    problems.push(
      refused(
        `${key}.kind`,
        `"${settings.kind}"`,
        `"${same}" with OpenMetadata ${version}, where the server writes them too`,
        same,
      ),
    );
  }
  if (settings.prefix !== undefined && serverVariable("SECRET_MANAGER_PREFIX", version) === undefined) {
    problems.push(
      refused(
        `${key}.prefix`,
        "set",
        `nothing with OpenMetadata ${version}, which does not read SECRET_MANAGER_PREFIX (1.3.0 and later do)`,
      ),
    );
  }
  return problems;
}
