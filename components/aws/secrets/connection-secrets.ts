import * as pulumi from "@pulumi/pulumi";
import { clusterNameOf } from "../../../config/server-settings";
import type { StackConfig } from "../../../config/stack-config";
import {
  isParameterStore,
  secretsPath,
  type SecretsManagerSettings,
  serverWritesSecrets,
} from "../../../openmetadata/environment/secrets-manager";
import type { AwsLocation } from "../location";
import { stackPrefix } from "../naming";
import type { PolicyStatement } from "../tasks/policy-document";
import type { TaskPlace } from "../tasks/task-place";

/** What every name in OpenMetadata's own secrets manager begins with; undefined when it has none in AWS. */
export const connectionSecretsPath = ({ server }: Pick<StackConfig, "server">): string | undefined =>
  server.secretsManager &&
  secretsPath(server.secretsManager, clusterNameOf(server, stackPrefix(pulumi.getProject(), pulumi.getStack())));

/** Rights of a task: the server's where it writes secrets itself; the workflows of Airflow read them in any case. */
export function connectionSecretsStatements(
  task: "server" | "airflow",
  config: StackConfig,
  { location, accountId }: Pick<TaskPlace, "location" | "accountId">,
): PolicyStatement[] {
  const { secretsManager: settings } = config.server;
  const path = connectionSecretsPath(config);
  if (settings === undefined || path === undefined) return [];
  const write = task === "server";
  if (write && !serverWritesSecrets(settings, config.version)) return [];
  return [secretsManagerStatement({ settings, path, write, location, accountId })];
}

/** What of OpenMetadata's own secrets manager a task may do. */
interface SecretsManagerAccess {
  readonly settings: SecretsManagerSettings;
  /** What every name begins with: `secretsPath`. */
  readonly path: string;
  readonly write: boolean;
  readonly location: AwsLocation;
  readonly accountId: pulumi.Input<string>;
}

/** Secrets or parameters below the path, and no others: names are made of it, and the role can neither list nor guess. */
function secretsManagerStatement(access: SecretsManagerAccess): PolicyStatement {
  const { settings, path, write, location, accountId } = access;
  const { partition, region } = location;
  if (isParameterStore(settings)) {
    const written = ["ssm:AddTagsToResource", "ssm:DeleteParameter", "ssm:PutParameter"];
    return {
      sid: write ? "KeepConnectionSecrets" : "ReadConnectionSecrets",
      actions: ["ssm:GetParameter", "ssm:GetParameters", ...(write ? written : [])].sort(),
      resources: [pulumi.interpolate`arn:${partition}:ssm:${region}:${accountId}:parameter${path}/*`],
    };
  }
  const written = ["CreateSecret", "DeleteSecret", "PutSecretValue", "TagResource", "UpdateSecret"];
  return {
    sid: write ? "KeepConnectionSecrets" : "ReadConnectionSecrets",
    actions: ["DescribeSecret", "GetSecretValue", ...(write ? written : [])]
      .sort()
      .map((action) => `secretsmanager:${action}`),
    resources: [pulumi.interpolate`arn:${partition}:secretsmanager:${region}:${accountId}:secret:${path}/*`],
  };
}
