import { z } from "zod";
import type { SizeDefaults } from "../sizes";
import { hostName, kmsKeyArn, portNumber, resourceId, versionNumbers } from "./values";

/** Who keeps a created domain together, and who gets in. */
const management = {
  managers: z
    .literal([0, 3, 5])
    .default(0)
    .describe("Dedicated managers in addition to the data nodes; 0 lets the data nodes manage themselves."),
  managerInstanceType: z
    .string()
    .regex(
      /^(?!t\d)[a-z0-9-]+\.[a-z0-9]+\.search$/,
      "a search instance type that is not burstable, such as m7g.large.search",
    )
    .default("m7g.large.search")
    .describe("Instance type of a dedicated manager."),
  adminRoleArns: z
    .array(
      z
        .string()
        .regex(
          /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
          "the ARN of an IAM role such as arn:aws:iam::123456789012:role/Admins",
        ),
    )
    .max(20)
    .default([])
    .describe(
      "IAM roles of people who get every right in the domain and its Dashboards. Where requests are signed, a role that is taken out may no longer call the domain; with a password it stays until it is removed inside.",
    ),
};

const createdSearch = (size: SizeDefaults) =>
  z
    .strictObject({
      mode: z.literal("create"),
      version: z
        .string()
        .regex(versionNumbers(2, 2), "an OpenSearch version such as 2.19")
        .default("2.19")
        .describe("OpenSearch version; 1.3 up to OpenMetadata 1.1 and 3.1 from 2.0 on when absent, which those need."),
      instanceType: z
        .string()
        .regex(/^[a-z0-9-]+\.[a-z0-9]+\.search$/, "a search instance type such as m7g.large.search")
        .refine((type) => !/^t[23]\.(micro|small)\./.test(type), "t3.medium.search or larger")
        .default(size.search.instanceType)
        .describe("Instance type of a data node."),
      nodes: z
        .int()
        .min(1)
        .max(30)
        .default(size.search.nodes)
        .describe("Data nodes; from two on each index has a copy on another node."),
      ...management,
      storageGiB: z.int().min(10).max(3072).default(size.search.storageGiB).describe("Storage of a node, GiB."),
      serviceLinkedRole: z
        .enum(["create", "existing"])
        .default("existing")
        .describe("OpenSearch's service-linked role, one an account: create it here, or it exists already."),
      kmsKeyArn: kmsKeyArn.optional().describe("KMS key of the storage; AWS's own key when absent."),
      logs: z
        .boolean()
        .default(size.trail)
        .describe("Application, slow and audit logs of the domain in CloudWatch Logs, kept server.logRetentionDays."),
    })
    .describe("The stack makes an OpenSearch domain.");

const existingSearch = z
  .strictObject({
    mode: z.literal("existing"),
    engine: z.enum(["opensearch", "elasticsearch"]).describe("Search engine."),
    version: z
      .string()
      .regex(versionNumbers(2, 3), "a version such as 2.19 or 8.11.4")
      .optional()
      .describe("Version of your cluster; checked against what the release needs."),
    host: hostName.describe("Host name of your cluster."),
    port: portNumber.default(443).describe("Port."),
    scheme: z.enum(["http", "https"]).default("https").describe("Protocol."),
    login: z
      .enum(["none", "password", "iam"])
      .default("password")
      .describe(
        "How the server logs in: password takes username and secrets.search.password; iam signs requests as the task role (1.12 and later).",
      ),
    username: z.string().min(1).optional().describe("User name, when login is password."),
    domainArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:es:/, "the ARN of an OpenSearch domain")
      .optional()
      .describe("Domain that the task role may call, when login is iam."),
    securityGroupId: resourceId("sg")
      .optional()
      .describe(
        "Security group of the cluster, to which the stack adds a rule; when absent the outputs say what to open.",
      ),
  })
  .describe("Your OpenSearch or Elasticsearch.");

/** Search section, with the defaults of a size. */
export const searchSection = (size: SizeDefaults) =>
  z.discriminatedUnion("mode", [createdSearch(size), existingSearch]).describe("Search cluster of the server.");
