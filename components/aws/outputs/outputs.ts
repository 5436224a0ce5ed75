import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { projectDirectory } from "../../../config/project-directory";
import type { StackConfig } from "../../../config/stack-config";
import { signOnOf } from "../../../openmetadata/auth/sign-on";
import type { FargateService } from "../tasks/fargate-service";
import type { AwsPlatform } from "../platform";
import { airflowPageCommand } from "./port-forward";
import { remainingSteps } from "./remaining-steps";
import { stackReadme } from "./stack-readme";

/** What `pulumi stack output` shows: addresses, names and commands; of secrets their names only. */
export function platformOutputs(platform: AwsPlatform, config: StackConfig): Record<string, unknown> {
  const { airflow, front, place, server } = platform;
  const { region } = place.location;
  const services = { server: server.service, ...airflow?.services };
  const outputs = {
    url: front.publicUrl,
    loadBalancer: front.balancer.dnsName,
    release: { version: config.version, line: platform.line.name },
    region,
    cluster: place.cluster.name,
    services: mapped(services, ({ service }) => service.name),
    // A service that went back to an earlier revision fails the update here.
    revisions: mapped(services, ({ revision }) => revision),
    airflow: airflowOutputs(platform, config),
    database: { host: platform.database.host, identifier: platform.database.instance?.identifier ?? null },
    roles: mapped({ ...platform.roles }, (role) => role.arn),
    secrets: Object.fromEntries(place.secrets.names.map((name) => [name, place.secrets.arn(name)])),
    securityGroups: {
      server: place.groups.server.id,
      ...(place.groups.airflow && { airflow: place.groups.airflow.id }),
    },
    variables: mapped(services, ({ task }) => task.variables),
    commands: {
      logs: mapped(services, (_, task) => logsCommand(platform, task)),
      shell: mapped(services, (service, task) => shellCommand(platform, config, service, task)),
      ...(airflow && { airflowPage: pageCommand(platform, config, airflow.service) }),
    },
    signOn: signOnOf(config.auth, platform.line, front.publicUrl),
    remaining: pulumi.all(remainingSteps(platform, config)),
  };
  return { ...outputs, readme: stackReadme(readFileSync(join(projectDirectory, "Pulumi.README.md"), "utf8"), outputs) };
}

const mapped = <T, R>(record: Readonly<Record<string, T>>, work: (value: T, key: string) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, work(value, key)]));

function airflowOutputs(platform: AwsPlatform, { airflow }: StackConfig): Record<string, unknown> {
  if (airflow.host === "create") {
    return { host: "created", endpoint: platform.addresses.airflowEndpoint, username: airflow.username };
  }
  return { host: "existing", endpoint: airflow.endpoint ?? null, angles: airflow.angles };
}

/** Tasks of one program write to one group; a split Airflow's are distinguished by the names of their streams. */
function logsCommand({ place }: AwsPlatform, task: string): pulumi.Output<string> {
  const [program = task] = task.split("-");
  const streams = task === program ? "" : ` --log-stream-name-prefix ${task}/`;
  const { region } = place.location;
  return pulumi.interpolate`aws logs tail ${place.logs.group(program).name} --follow --region ${region}${streams}`;
}

function pageCommand(
  platform: AwsPlatform,
  { airflow }: StackConfig,
  { service }: FargateService,
): pulumi.Input<string> {
  if (airflow.host !== "create" || !airflow.execCommand)
    return "off; switch it on: pulumi config set --path openmetadata:airflow.execCommand true";
  const { cluster, location } = platform.place;
  return airflowPageCommand({ cluster: cluster.name, service: service.name, region: location.region });
}

function shellCommand(
  platform: AwsPlatform,
  { server, airflow }: StackConfig,
  { service }: FargateService,
  task: string,
): pulumi.Input<string> {
  const isServer = task === "server";
  const enabled = isServer ? server.execCommand : airflow.host === "create" && airflow.execCommand;
  if (!enabled)
    return `off; switch it on: pulumi config set --path openmetadata:${isServer ? task : "airflow"}.execCommand true`;
  const { cluster, location } = platform.place;
  const where = pulumi.interpolate`--region ${location.region} --cluster ${cluster.name}`;
  const running = pulumi.interpolate`$(aws ecs list-tasks ${where} --service-name ${service.name} --query 'taskArns[0]' --output text)`;
  return pulumi.interpolate`aws ecs execute-command ${where} --task ${running} --container ${task} --interactive --command /bin/sh`;
}
