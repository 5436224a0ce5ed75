import { z } from "zod";
import { fargateCpu, fargateMemory } from "./values";

const size = (kind: string) =>
  z
    .strictObject({
      cpu: fargateCpu.describe("CPU units of the task of such a run (1024 = 1 vCPU)."),
      memory: fargateMemory.describe("Memory of the task of such a run, MiB."),
    })
    .optional()
    .describe(`Task of a run of kind ${kind}.`);

/**
 * Sizes by kind of ingestion pipeline: the names of `PipelineType` in openmetadata-ingestion 1.13.6.3 and 2.0.6.0, which the
 * managed APIs write into a tag of the DAG.
 */
export const workerSizes = z
  .strictObject({
    metadata: size("metadata"),
    usage: size("usage"),
    lineage: size("lineage"),
    profiler: size("profiler"),
    autoClassification: size("autoClassification"),
    TestSuite: size("TestSuite"),
    dataInsight: size("dataInsight"),
    elasticSearchReindex: size("elasticSearchReindex"),
    dbt: size("dbt"),
    application: size("application"),
    policyAgent: size("policyAgent"),
  })
  .optional()
  .describe(
    "Size of the task of a run by the kind of its ingestion pipeline, when executor is ecs; that of worker for every kind that is not named.",
  );
