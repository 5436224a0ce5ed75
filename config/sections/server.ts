import { z } from "zod";
import { schemasOf, serverKeys } from "../../openmetadata/environment/plain-settings";
import { awsSecretsManagers } from "../../openmetadata/environment/secrets-manager";
import type { SizeDefaults } from "../sizes";
import { ownAdditions } from "./own-additions";
import {
  architecture,
  bucketName,
  cidr,
  ephemeralStorage,
  fargateCpu,
  fargateMemory,
  httpUrl,
  imageReference,
  kmsKeyArn,
  mailAddress,
} from "./values";

/** Who reaches the server, and whom it reaches. */
const reach = {
  publicUrl: httpUrl
    .optional()
    .describe(
      "Address that browsers use, when something in front of the load balancer ends HTTPS. Follows from domain when absent.",
    ),
  internal: z.boolean().default(false).describe("The load balancer has no public address."),
  allowedCidrs: z
    .array(cidr)
    .min(1)
    .optional()
    .describe(
      "Address ranges that may reach the load balancer. When absent: the VPC when internal, else everyone, which plain HTTP and mode no-auth refuse; 0.0.0.0/0 says everyone. With a domain 30 at most, without one 60.",
    ),
  egressCidrs: z
    .array(cidr)
    .default([])
    .describe(
      "Address ranges that the server may reach on any port, such as networks of yours with an identity provider. Port 443, and the ports of the URLs in auth, of a directory with TLS and of SMTP_SERVER_PORT are open to the internet already.",
    ),
};

/** A part of the names of secrets, which OpenMetadata writes in small letters. */
const smallName = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/, "small letters, digits, hyphens and underscores");

const secretsManager = z
  .strictObject({
    kind: z
      .enum(awsSecretsManagers)
      .describe(
        "Secrets Manager (aws) or Systems Manager's Parameter Store (aws-ssm). managed-…: the server writes the passwords of connections there; else you do, and connections name them (secret:/path/name).",
      ),
    prefix: smallName.optional().describe("First part of their names, /prefix/clusterName/…; from release 1.3.0 on."),
  })
  .describe(
    "Where OpenMetadata keeps the passwords of connections, instead of encrypted in its database. The tasks get the rights to what is below /prefix/clusterName, in the stack's region.",
  );

const logPlace = {
  prefix: z
    .string()
    .max(256)
    .regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, "a folder such as pipeline-logs, without a slash at either end")
    .default("pipeline-logs")
    .describe("Folder in the bucket that holds the logs."),
  kmsKeyArn: kmsKeyArn
    .optional()
    .describe(
      "KMS key that encrypts the logs, which its policy must let the server's role use; S3's own keys when absent.",
    ),
};

const createdLogs = z
  .strictObject({
    mode: z.literal("create"),
    ...logPlace,
    retentionDays: z
      .int()
      .min(1)
      .max(3650)
      .default(90)
      .describe("Days that a log is kept. S3 charges at least 30 days and 128 KB for each."),
  })
  .describe("The stack makes a bucket: encrypted, without public access, protected as data is.");

const existingLogs = z
  .strictObject({
    mode: z.literal("existing"),
    ...logPlace,
    bucket: bucketName.describe("Your bucket; how long it keeps the logs is yours to say."),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-west-1")
      .optional()
      .describe("Region of the bucket; the stack's when absent."),
  })
  .describe("A bucket of yours.");

const serverTasks = z.int().min(1).max(10);
const percent = z.int().min(10).max(90);

const autoscaling = z
  .strictObject({
    minimum: serverTasks.default(1).describe("Server tasks at rest."),
    maximum: serverTasks.describe("Server tasks at most."),
    cpuPercent: percent.optional().describe("CPU of the tasks, percent of what they have, that AWS aims at."),
    memoryPercent: percent
      .optional()
      .describe(
        "Memory of the tasks, percent, that AWS aims at. The Java heap keeps what it took, so this seldom scales in.",
      ),
    requestsPerTarget: z
      .int()
      .min(1)
      .optional()
      .describe("Requests a minute and server, by the load balancer's count, that AWS aims at."),
  })
  .describe(
    "Application Auto Scaling sets the number of servers by load, in the place of replicas: out after a minute, in after five. At least one of the three aims.",
  );

/** How many servers run. */
const howMany = {
  replicas: serverTasks
    .optional()
    .describe(
      "Server tasks behind the load balancer. When absent: 1, and 2 at size large from release 1.13.0 on. More than 1 is refused before 1.4.0 and warned of before 1.13.0.",
    ),
  autoscaling: autoscaling.optional(),
};

/** Logs and alarms of the stack. */
const watch = (size: SizeDefaults) => ({
  ...schemasOf(serverKeys),
  logRetentionDays: z
    .literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653])
    .default(size.logRetentionDays as 30)
    .describe("Days that the logs of server and Airflow are kept."),
  logKmsKeyArn: kmsKeyArn.optional().describe("KMS key of the log groups; its policy must let CloudWatch Logs use it."),
  alarms: z.boolean().default(size.alarms).describe("CloudWatch alarms on server, database and search."),
  alarmTopicArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:sns:/, "the ARN of an SNS topic")
    .optional()
    .describe("SNS topic that alarms notify."),
  alarmEmail: mailAddress
    .optional()
    .describe(
      "Mail address that alarms notify, by a topic of the stack's own; AWS asks its owner to confirm before the first alarm.",
    ),
  accessLogs: z
    .boolean()
    .default(size.trail)
    .describe("Access logs of the load balancer, in a bucket of the stack's own, kept logRetentionDays."),
  containerInsights: z
    .enum(["disabled", "enabled", "enhanced"])
    .default(size.trail ? "enabled" : "disabled")
    .describe("CloudWatch Container Insights of the cluster; metrics of each task and container when enhanced."),
});

/** Image of the server, and what one task of it has to run with. */
const task = (size: SizeDefaults) => ({
  image: imageReference.optional().describe("Server image; the official one of version when absent."),
  architecture: architecture.default("x86_64").describe("CPU architecture of the tasks."),
  cpu: fargateCpu.default(size.server.cpu as 1024).describe("CPU units of the task (1024 = 1 vCPU)."),
  memory: fargateMemory.default(size.server.memory).describe("Memory of the task, MiB; the Java heap follows from it."),
  ephemeralStorageGiB: ephemeralStorage
    .default(size.ephemeralStorageGiB)
    .describe(
      "Disk of the task, GiB, gone with it: images, and what the server writes to /tmp. OpenMetadata asks 100 for production.",
    ),
});

/** Server section, with the defaults of a size. */
export const serverSection = (size: SizeDefaults) =>
  z
    .strictObject({
      ...task(size),
      ...howMany,
      clusterName: smallName
        .optional()
        .describe(
          "Name of this installation in OpenMetadata, part of the names of its secrets; the stack's when absent. Changed later, stored secrets are not found any more.",
        ),
      secretsManager: secretsManager.optional(),
      ...reach,
      ...watch(size),
      ingestionLogs: z
        .discriminatedUnion("mode", [createdLogs, existingLogs])
        .optional()
        .describe(
          "Logs of ingestion workflows in S3, where they outlive Airflow's own. Workflows send them to the server, which alone writes and reads the bucket. Absent: Airflow keeps them. Workflows that were deployed before are to be deployed again.",
        ),
      configurationFile: z
        .string()
        .optional()
        .describe(
          "An openmetadata.yaml, relative to the project, mounted in place of the image's; the variables injected are those this file reads.",
        ),
      ...ownAdditions({
        policies: "Managed policies of the server's task role.",
        variables: "the server",
        readers: "the release, Java and the AWS SDK",
        secrets: "secrets.serverEnvironment",
      }),
    })
    .describe("The OpenMetadata server and its load balancer.");
