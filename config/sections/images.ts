import { z } from "zod";
import { imageReference } from "./values";

/** Registries from which the stack's own images come. */
export const upstreamRegistries = ["docker.getcollate.io", "public.ecr.aws"] as const;

const registry = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9./-]*[a-z0-9]$/,
    "a registry with an optional path, such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/mirror",
  );

export const imagesSection = z
  .strictObject({
    build: z
      .enum(["docker", "codebuild"])
      .default("docker")
      .describe(
        "What builds the ingestion image where the stack adds connectors, requirements or an executor to it. docker: the Docker engine of the machine that runs pulumi up. codebuild: AWS CodeBuild in the account, so that no machine needs Docker; it builds in AWS's own network.",
      ),
    mirror: registry
      .optional()
      .describe(
        "Registry from which every image is pulled under its own repository name, instead of the public ones. Without a way to the internet it is ECR of the stack's region.",
      ),
    mirrors: z
      .strictObject({
        "docker.getcollate.io": registry
          .optional()
          .describe(
            "What to use in place of docker.getcollate.io, which hands out images of Docker Hub: a prefix for Docker Hub.",
          ),
        "public.ecr.aws": registry.optional().describe("What to use in place of public.ecr.aws."),
      })
      .prefault({})
      .describe(
        "A mirror for one upstream registry, before images.mirror: ECR's pull-through cache has a prefix for each.",
      ),
    pullThrough: z
      .boolean()
      .default(false)
      .describe(
        "The mirrors are ECR pull-through caches: what starts a task may make a repository and fetch an image that is pulled for the first time.",
      ),
    credentials: z
      .strictObject({
        registry: z
          .string()
          .regex(
            /^[a-z0-9][a-z0-9.-]*[a-z0-9](:\d{1,5})?$/,
            "a registry's host such as registry.example.com, or docker.io",
          )
          .describe("Registry that asks for a login; docker.io for images without a host."),
        secretArn: z
          .string()
          .regex(
            /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/,
            "the ARN of a secret such as arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-AbCdEf",
          )
          .describe('Secret of yours that holds {"username": …, "password": …}.'),
      })
      .optional()
      .describe("Login to a private registry other than ECR."),
    gateway: imageReference
      .optional()
      .describe("nginx before Airflow, with curl, which prepares search; to pin a digest or bring your own."),
    databaseClient: imageReference
      .optional()
      .describe("psql or mysql, which prepares the databases; to pin a digest or bring your own."),
  })
  .describe("Where images come from.");
