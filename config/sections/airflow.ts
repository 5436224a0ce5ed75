import { z } from "zod";
import { airflowClientKeys, existingAirflowKeys, schemasOf } from "../../openmetadata/environment/plain-settings";
import { runLogPlaces } from "../../openmetadata/environment/run-logs";
import type { SizeDefaults } from "../sizes";
import { ownAdditions } from "./own-additions";
import { housekeeping } from "./housekeeping";
import { workerSizes } from "./worker-sizes";
import {
  architecture,
  cidr,
  ephemeralStorage,
  fargateCpu,
  fargateMemory,
  httpUrl,
  imageReference,
  resourceId,
  versionNumbers,
} from "./values";

export const airflowAngles = ["lineage-backend", "connectors", "managed-apis"] as const;
export const airflowRuntimes = ["virtualenv", "image", "compose", "helm", "mwaa", "astronomer"] as const;

/** Runtimes that people ask for and that no kit can serve, each with the reason. */
const composer =
  "Cloud Composer pins the Python packages of its workers itself and lets only Google's own logins in to Airflow's API, so that neither the kit's constraints nor the server's HTTP Basic work there (https://docs.open-metadata.org/v2.1.x/deployment/ingestion/external/gcp-composer, https://cloud.google.com/composer/docs/composer-3/access-airflow-api); run the ingestion image there by KubernetesPodOperator instead";
export const refusedRuntimes: Readonly<Record<string, string>> = {
  composer,
  "cloud-composer": composer,
  "gcp-composer": composer,
};

const connector = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]*$/, "the name of an extra of openmetadata-ingestion, such as snowflake");

/** How the server's pipeline client talks to Airflow, the stack's or the user's. */
const client = {
  username: z
    .string()
    .regex(/^[A-Za-z0-9_.@-]{1,64}$/, "letters, digits and _.@-, 64 at most")
    .default("admin")
    .describe(
      "Airflow user that the server logs in as; its password is secrets.airflow.password, generated when absent on a created host.",
    ),
  ...schemasOf(airflowClientKeys),
};

/** How Airflow's programs are spread over tasks. */
export const airflowTopologies = ["single", "split"] as const;

/** Who runs workflows. */
export const airflowExecutors = ["local", "ecs"] as const;

/** Executors that people ask for and that this stack does not set up, each with the reason. */
export const refusedExecutors: Readonly<Record<string, string>> = {
  celery:
    "Celery needs a broker and workers that run all the time; ecs starts a task for each run instead, and costs nothing at rest",
};

/** What the task has to run with, and how many workflows that is for. */
const taskSize = (size: SizeDefaults) => ({
  cpu: fargateCpu
    .default(size.airflow.cpu as 1024)
    .describe(
      "CPU units of the task that runs workflows (1024 = 1 vCPU): the whole Airflow's, or the scheduler's when topology is split. 1024 when executor is ecs and memory is absent too: the scheduler then runs no workflow.",
    ),
  memory: fargateMemory
    .default(size.airflow.memory)
    .describe("Memory of the task that runs workflows, MiB. 2048 when executor is ecs and cpu is absent too."),
  ephemeralStorageGiB: ephemeralStorage
    .default(size.ephemeralStorageGiB)
    .describe(
      "Disk of the task that runs workflows, GiB, gone with it: images, and what workflows write while they run. OpenMetadata asks 100 for production. 20 when executor is ecs.",
    ),
  parallelism: z
    .int()
    .min(1)
    .max(256)
    .optional()
    .describe(
      "Workflows that run at a time; follows from memory when absent, 1 GiB each beside 2 GiB for Airflow itself, 1.25 GiB when topology is split, and a reserve of 15 %. With executor ecs it follows from worker.vcpuQuota.",
    ),
});

/** A task of a split Airflow that runs no workflows, with what it needs beside any number of them. */
const partSize = (what: string, cpu: number, memory: number) =>
  z
    .strictObject({
      cpu: fargateCpu.default(cpu as 1024).describe(`CPU units of the ${what}'s task (1024 = 1 vCPU).`),
      memory: fargateMemory.default(memory).describe(`Memory of the ${what}'s task, MiB.`),
    })
    .prefault({});

/** Who runs workflows, and the task of one run. */
const execution = {
  executor: z
    .enum(airflowExecutors)
    .default("local")
    .describe(
      "local: workflows are processes beside the scheduler. ecs: each run is an ECS task of its own (AwsEcsExecutor) of the size in worker, so that one large ingestion ends no other and rest costs nothing; needs topology split, and an image that the stack builds. The default is ecs, and split, from size medium on where connectors or requirements make the stack build an image anyway, the release can, and none of topology, executor, cpu, memory, ephemeralStorageGiB and parallelism is given.",
    ),
  worker: z
    .strictObject({
      cpu: fargateCpu.default(1024).describe("CPU units of the task of one run (1024 = 1 vCPU)."),
      memory: fargateMemory.default(4096).describe("Memory of the task of one run, MiB."),
      ephemeralStorageGiB: ephemeralStorage.default(20).describe("Disk of the task of one run, GiB."),
      vcpuQuota: z
        .number()
        .min(0.25)
        .max(10000)
        .default(4)
        .describe(
          "vCPUs of Fargate that runs may use together: as many run at a time as fit, the others wait. A new account has 6 in a region for everything (Service Quotas, Fargate On-Demand vCPU resource count).",
        ),
    })
    .prefault({})
    .describe("Task of one run, when executor is ecs."),
  workerSizes,
  runLogs: z
    .enum(runLogPlaces)
    .default("volume")
    .describe(
      "Where the logs of runs are kept, when executor is ecs. volume: files on the storage that Airflow's tasks share, removed after housekeeping.keepDays. cloudwatch: a log group of their own, kept for server.logRetentionDays and under server.logKmsKeyArn, to which each worker writes; Airflow's pages and OpenMetadata read them there. Workers then mount no volume of logs.",
    ),
};

/** Over how many tasks Airflow is spread, and their sizes. */
const spread = (size: SizeDefaults) => ({
  topology: z
    .enum(airflowTopologies)
    .default("single")
    .describe(
      "single: every program of Airflow in one task. split: API server, scheduler and DAG processor each in a task and service of its own, so that workflows that run out of memory take neither the pages nor the managed APIs along; from release 1.13.4 on. See executor for when split is the default.",
    ),
  ...taskSize(size),
  apiServer: partSize("API server", 1024, 3072).describe(
    "Task of the API server with its gateway, when topology is split: the managed APIs, the pages and the tests of connections.",
  ),
  dagProcessor: partSize("DAG processor", 512, 2048).describe("Task of the DAG processor, when topology is split."),
});

/** The ingestion image, and what is built on top of it. */
const ingestionImage = {
  image: imageReference
    .optional()
    .describe("Ingestion image; the official one of version when absent. Its minor version must be the server's."),
  architecture: architecture.default("x86_64").describe("CPU architecture of the tasks."),
  connectors: z
    .array(connector)
    .default([])
    .describe(
      "Extras of openmetadata-ingestion to add to the image; the stack then builds an image, by Docker or in the account (images.build).",
    ),
  requirements: z
    .array(z.string().min(1))
    .default([])
    .describe("Python requirements to add to the image, as in requirements.txt."),
};

const createdAirflow = (size: SizeDefaults) =>
  z
    .strictObject({
      host: z.literal("create"),
      ...client,
      ...ingestionImage,
      ...spread(size),
      ...execution,
      housekeeping,
      egress: z
        .enum(["none", "https", "all"])
        .default("https")
        .describe("What Airflow may reach beyond the VPC: nothing, port 443, or every port (sources on other ports)."),
      egressCidrs: z
        .array(cidr)
        .default([])
        .describe("Address ranges that Airflow may reach on any port, such as the networks of your sources."),
      ...ownAdditions({
        policies:
          "Managed policies of Airflow's task role, by which workflows read sources such as Glue, Athena, S3 and Redshift without keys.",
        variables: "the Airflow container",
        readers: "the release, Python and the AWS SDK",
        secrets: "secrets.airflowEnvironment",
      }),
    })
    .describe("The stack runs Airflow on ECS.");

const existingAirflow = z
  .strictObject({
    host: z.literal("existing"),
    ...client,
    angles: z
      .array(z.enum(airflowAngles))
      .default([])
      .describe("What your Airflow is used for: lineage-backend, connectors, managed-apis, any subset."),
    endpoint: httpUrl
      .optional()
      .describe("Base URL of your Airflow as the server reaches it; needed for managed-apis."),
    version: z
      .string()
      .regex(versionNumbers(3, 3), "a version such as 3.3.1")
      .optional()
      .describe("Version of your Airflow; needed for any angle."),
    runtime: z.enum(airflowRuntimes).optional().describe("How your Airflow is run; needed for any angle."),
    connectors: z.array(connector).default([]).describe("Extras of openmetadata-ingestion that the kit installs."),
    ...schemasOf(existingAirflowKeys),
    confirmUnauthenticatedDeploy: z
      .boolean()
      .default(false)
      .describe(
        "Must be true for managed-apis on Airflow 3: the plug-in checks no login, so anyone who reaches the port can run code. Put the kit's gateway in front.",
      ),
    securityGroupId: resourceId("sg")
      .optional()
      .describe(
        "Security group of your Airflow in the server's VPC, to which the stack adds rules. Workflows then call the server at its private name; without it they call the address that browsers use.",
      ),
    cidr: cidr
      .optional()
      .describe(
        "Address range of an Airflow outside the server's VPC, let in to the load balancer: private addresses when server.internal, else the public ones that it comes from.",
      ),
  })
  .describe("Your Airflow.");

/** Airflow section, with the defaults of a size. */
export const airflowSection = (size: SizeDefaults) =>
  z
    .discriminatedUnion("host", [createdAirflow(size), existingAirflow])
    .describe("The Airflow that runs ingestion workflows.");
