import * as pulumi from "@pulumi/pulumi";
import { mailVariable } from "../../../config/rules/sign-on/stored-settings";
import type { StackConfig } from "../../../config/stack-config";
import { administratorsOf, guideOf } from "../../../openmetadata/auth/sign-on";
import { connectionSecretsPath } from "../secrets/connection-secrets";
import { databasePlan } from "../data/database-plan";
import type { AwsPlatform } from "../platform";

type Step = pulumi.Input<string>;

/** What the stack cannot do by itself and a person still has to; each step one sentence. */
export function remainingSteps(platform: AwsPlatform, config: StackConfig): Step[] {
  return [
    ...addressSteps(platform, config),
    ...loginSteps(platform, config),
    ...storedSteps(platform, config),
    ...networkSteps(platform, config),
    ...dataSteps(platform, config),
    ...secretsManagerSteps(config),
    ...airflowSteps(platform, config),
    ...trailSteps(platform, config),
  ];
}

/** What only a person can do so that alarms arrive and logs end. */
function trailSteps(platform: AwsPlatform, { server, database }: StackConfig): Step[] {
  const steps: Step[] = [];
  if (server.alarms && server.alarmEmail)
    steps.push(`Confirm the mail from AWS Notifications to ${server.alarmEmail}: no alarm is sent before.`);
  if (server.alarms && server.alarmTopicArn && platform.airflow?.housekeeping)
    steps.push(
      `Let events.amazonaws.com publish (sns:Publish) in the policy of ${server.alarmTopicArn}: a failure of Airflow's housekeeping does not arrive before.`,
    );
  const { instance } = platform.database;
  if (instance && database.mode === "create" && database.logs) {
    const { region } = platform.place.location;
    for (const log of databasePlan(database).logs)
      steps.push(
        pulumi.interpolate`RDS keeps its log for ever unless told: aws logs put-retention-policy --log-group-name /aws/rds/instance/${instance.identifier}/${log} --retention-in-days ${server.logRetentionDays} --region ${region}`,
      );
  }
  return steps;
}

function addressSteps({ front }: AwsPlatform, { domain, server }: StackConfig): Step[] {
  if (domain && !domain.zoneId) {
    return [pulumi.interpolate`Point ${domain.name} at ${front.balancer.dnsName} (a CNAME record in your DNS).`];
  }
  return domain || server.publicUrl
    ? []
    : ["Set openmetadata:domain: without it, browsers send passwords over plain HTTP."];
}

function loginSteps({ line }: AwsPlatform, { auth }: StackConfig): Step[] {
  if (auth.mode === "no-auth")
    return ["Anyone who reaches the load balancer is an administrator (auth.mode is no-auth)."];
  const administrators = administratorsOf(auth, line);
  if (auth.mode === "basic") {
    const [each, passwords] = administrators.length === 1 ? ["", "it"] : ["each of ", "every one of them"];
    return [
      `Log in as ${each}${administrators.join(", ")} with OpenMetadata's first password, admin, and change ${passwords} at once: anyone who reaches the page knows it.`,
    ];
  }
  return [
    `Make what output signOn says at the provider (${guideOf(auth.mode)}), then log in as an administrator: ${administrators.join(", ")}.`,
  ];
}

/** Settings that the server stores at its first start, and then reads from its database alone. */
function storedSteps({ line }: AwsPlatform, { server }: StackConfig): Step[] {
  const mail = Object.keys(server.environment).some((name) => mailVariable.test(name));
  return [
    ...(mail
      ? [
          "After a change of mail settings make it in Settings > Preferences > Email too: the server keeps those of its first start.",
        ]
      : []),
    ...(line.setServerUrl
      ? []
      : [
          "After a change of the address that browsers use make it in Settings > Preferences too: the server keeps that of its first start.",
        ]),
  ];
}

function networkSteps({ place }: AwsPlatform, { network }: StackConfig): Step[] {
  if (network.mode !== "create" || network.egress !== "existing") return [];
  const tables = pulumi.all(place.network.privateRouteTableIds).apply((ids) => ids.join(", "));
  return [pulumi.interpolate`Route the private subnets to the internet (route tables ${tables}).`];
}

/** Groups of the tasks that connect, as text. */
function clientGroups({ place }: AwsPlatform): pulumi.Output<string> {
  const { server, airflow } = place.groups;
  return airflow ? pulumi.interpolate`${server.id} and ${airflow.id}` : server.id;
}

function dataSteps(platform: AwsPlatform, { database, search }: StackConfig): Step[] {
  const steps: Step[] = [];
  if (database.mode === "existing" && !database.securityGroupId) {
    const { host, port } = platform.database;
    steps.push(pulumi.interpolate`Let ${clientGroups(platform)} in to ${host}:${port}.`);
  }
  if (search.mode === "existing" && !search.securityGroupId) {
    steps.push(pulumi.interpolate`Let ${platform.place.groups.server.id} in to ${search.host}:${search.port}.`);
  }
  return steps;
}

/** Secrets that people write themselves, or that a running installation has in its database. */
function secretsManagerSteps(config: StackConfig): Step[] {
  const { server, airflow } = config;
  const kind = server.secretsManager?.kind;
  const path = connectionSecretsPath(config);
  if (kind === undefined || path === undefined) return [];
  const theirs = airflow.host === "existing" ? [`Let your Airflow read the secrets below ${path}/ (${kind}).`] : [];
  return kind.startsWith("managed-")
    ? theirs
    : [
        ...theirs,
        `Name the secrets of connections below ${path}/, such as secret:${path}/warehouse: those can be read.`,
      ];
}

function airflowSteps({ place, line }: AwsPlatform, { airflow }: StackConfig): Step[] {
  if (airflow.host !== "existing" || airflow.angles.length === 0) return [];
  const steps: Step[] = [
    `Install what your Airflow needs: npm run airflow-kit -- ${pulumi.getStack()} --out kit/${pulumi.getStack()}`,
  ];
  if (!airflow.securityGroupId && airflow.angles.includes("managed-apis")) {
    steps.push(
      pulumi.interpolate`Let the server's group ${place.groups.server.id} in to ${airflow.endpoint ?? "your Airflow"}.`,
    );
  }
  if (!airflow.securityGroupId && !airflow.cidr) {
    steps.push(
      `Let your Airflow reach the server: set openmetadata:airflow.securityGroupId (in this VPC, port ${line.serverPort}) or openmetadata:airflow.cidr (elsewhere, by the load balancer).`,
    );
  }
  return steps;
}
