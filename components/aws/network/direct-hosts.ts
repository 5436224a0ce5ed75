import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../../config/stack-config";
import type { AwsLocation } from "../location";
import { namespaceName } from "../naming";
import { neededEndpoints } from "./vpc-endpoints";

/** Domains of AWS's services, by partition, where they are public knowledge. */
const serviceDomains: Readonly<Record<string, string>> = {
  aws: "amazonaws.com",
  "aws-us-gov": "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
};

/** Host of a service with an interface endpoint: `ecr.api` answers at `api.ecr`. */
const serviceHost = (service: string): string => service.split(".").reverse().join(".");

/** Your Airflow, when it is in this VPC; one elsewhere may be behind the proxy. */
const airflowHost = ({ airflow }: Pick<StackConfig, "airflow">): string[] =>
  airflow.host === "existing" && airflow.securityGroupId && airflow.endpoint
    ? [new URL(airflow.endpoint).hostname]
    : [];

/**
 * Hosts that a task reaches without a proxy, in the form of `network.proxy.noProxy`: the stack's own names, for the
 * server the search cluster, your Airflow in this VPC, and the AWS services that a created VPC has endpoints for. S3's gateway endpoint is always there.
 */
export function directHosts(
  config: Pick<StackConfig, "network" | "airflow" | "server">,
  { region, partition }: AwsLocation,
  searchHost?: pulumi.Input<string>,
): pulumi.Input<string>[] {
  const domain = config.network.mode === "create" ? serviceDomains[partition] : undefined;
  const services = domain === undefined ? [] : ["s3", ...neededEndpoints(config).map(serviceHost)];
  return [
    `.${namespaceName(pulumi.getProject(), pulumi.getStack())}`,
    ...(searchHost === undefined ? [] : [searchHost]),
    ...airflowHost(config),
    ...services.map((service) => `${service}.${region}.${domain}`),
  ];
}
