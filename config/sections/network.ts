import { z } from "zod";
import type { SizeDefaults } from "../sizes";
import { cidr, domainName, resourceId } from "./values";

/** Endpoints without which a task in a subnet without internet cannot start. */
export const requiredPrivateEndpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"] as const;
export const interfaceEndpoints = [
  ...requiredPrivateEndpoints,
  "ssm",
  "ssmmessages",
  "kms",
  "sts",
  "elasticfilesystem",
] as const;

/** Hosts of which none is asked of a proxy: `name`, `.suffix`, `*.suffix`, an address, a range. */
const directHost = z
  .string()
  .max(253)
  .regex(
    /^(\*?\.)?[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$|^\d{1,3}(\.\d{1,3}){3}\/(3[0-2]|[12]?\d)$/,
    "a host name, a suffix such as .corp.example.com, an address or a range such as 10.0.0.0/8",
  );

const proxyUrl = z
  .string()
  .regex(
    /^http:\/\/[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:\d{1,5}\/?$/,
    "http://, the proxy's host and port, such as http://proxy.example.com:3128, without a login",
  );

/** What both kinds of network have. */
const reach = {
  caCertificatesFile: z
    .string()
    .optional()
    .describe(
      "PEM file, relative to the project, with certificate authorities of your own. Server and created Airflow trust them beside the public ones: search, directory, identity provider, sources, a proxy that opens TLS. The database has a file of its own.",
    ),
  proxy: z
    .strictObject({
      http: proxyUrl.optional().describe("Proxy of http URLs; those go directly when absent."),
      https: proxyUrl
        .optional()
        .describe("Proxy of https URLs, to which programs tunnel; its own address begins with http:// too."),
      noProxy: z
        .array(directHost)
        .default([])
        .describe(
          "Hosts of yours that are reached directly. The stack adds its own names, AWS's metadata addresses, the search cluster, an Airflow of yours in the VPC, and in a created VPC S3 and the services of interfaceEndpoints.",
        ),
      securityGroupId: resourceId("sg")
        .optional()
        .describe(
          "Security group of the proxy, to which the stack adds a rule. When absent the tasks may reach the proxy's port in private ranges; one elsewhere goes into server.egressCidrs and airflow.egressCidrs.",
        ),
    })
    .optional()
    .describe(
      "HTTP proxy of the server (Java options) and of a created Airflow (HTTP_PROXY and the like), their one-off steps included. What ECS itself does (images, secrets, logs) uses none. For a proxy with a login: secrets.airflowEnvironment.HTTPS_PROXY.",
    ),
};

const createdNetwork = (size: SizeDefaults) =>
  z
    .strictObject({
      mode: z.literal("create"),
      cidr: cidr.default("10.20.0.0/16").describe("Address range of the VPC, /16 to /20."),
      zones: z.literal([2, 3]).default(size.network.zones).describe("Number of availability zones."),
      zoneNames: z
        .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "an availability zone such as eu-west-1a"))
        .min(2)
        .max(3)
        .optional()
        .describe(
          "Zones of the subnets, as many as zones; the region's first ones when absent. For when a first zone does not have an instance type. They count when the subnets are made: what is there is never moved.",
        ),
      nat: z
        .enum(["none", "one", "per-zone"])
        .default(size.network.nat)
        .describe(
          "NAT gateways: none needs images.mirror, and the interface endpoints without which tasks cannot start are added; per-zone survives the loss of a zone.",
        ),
      egress: z
        .enum(["nat", "existing"])
        .default("nat")
        .describe(
          "How private subnets reach the internet: through the stack's NAT, or a way that you attach yourself (transit gateway, proxy).",
        ),
      interfaceEndpoints: z
        .array(z.enum(interfaceEndpoints))
        .default([])
        .describe("AWS services reached inside the VPC instead of through NAT."),
      flowLogs: z
        .boolean()
        .default(size.trail)
        .describe("Flow logs of the VPC in CloudWatch Logs, kept server.logRetentionDays."),
      ...reach,
    })
    .describe("The stack makes the VPC.");

/** A private DNS namespace of AWS Cloud Map that the VPC answers already. */
const namespace = z
  .strictObject({
    id: z
      .string()
      .regex(/^ns-[a-z0-9]{10,32}$/, "an id such as ns-0123456789abcdef")
      .describe("Id of the namespace."),
    name: domainName.describe("Its name, such as services.internal."),
  })
  .describe(
    "Your private DNS namespace in AWS Cloud Map, for a VPC in which the stack may make none: one shared by another account, or one with resolvers of its own. Names in it begin with the stack's.",
  );

const existingNetwork = z
  .strictObject({
    mode: z.literal("existing"),
    vpcId: resourceId("vpc").describe("Id of your VPC; DNS support and DNS host names must be on."),
    publicSubnetIds: z
      .array(resourceId("subnet"))
      .min(2)
      .max(3)
      .optional()
      .describe("Subnets of an internet-facing load balancer, one a zone. Not needed when server.internal is true."),
    privateSubnetIds: z
      .array(resourceId("subnet"))
      .min(2)
      .max(3)
      .describe(
        "Subnets of tasks, database and search, one a zone; AWS is asked for their zones before anything is made.",
      ),
    egress: z
      .enum(["existing", "none"])
      .default("existing")
      .describe("Whether these subnets already reach the internet. none needs images.mirror and endpoints in the VPC."),
    namespace: namespace.optional(),
    ...reach,
  })
  .describe("Your VPC and subnets.");

/** Network section, with the defaults of a size. */
export const networkSection = (size: SizeDefaults) =>
  z.discriminatedUnion("mode", [createdNetwork(size), existingNetwork]).describe("VPC and subnets.");
