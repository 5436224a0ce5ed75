import { z } from "zod";
import type { SizeDefaults } from "../sizes";
import { cidr, domainName, resourceId } from "./values";

/** Endpoints without which a task in a subnet without internet cannot start. */
export const requiredPrivateEndpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"] as const;
export const interfaceEndpoints = [
  ...requiredPrivateEndpoints,
  "ssmmessages",
  "kms",
  "sts",
  "elasticfilesystem",
] as const;

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
          "Zones of the subnets, as many as zones; the region's first ones when absent. For when a first zone lacks an instance type. They count when the subnets are made: what is there is never moved.",
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
  })
  .describe("Your VPC and subnets.");

/** Network section, with the defaults of a size. */
export const networkSection = (size: SizeDefaults) =>
  z.discriminatedUnion("mode", [createdNetwork(size), existingNetwork]).describe("VPC and subnets.");
