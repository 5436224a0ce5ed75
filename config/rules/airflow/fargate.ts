import { alternatives } from "../../messages/allowed-values";
import { set } from "../../../problems/commands";
import type { Problem } from "../../../problems/problem";
import { rule } from "../rule";

const steps = (from: number, to: number, step: number): number[] => {
  const count = Math.floor((to - from) / step) + 1;
  return Array.from({ length: count }, (_, index) => from + index * step);
};

/** Memory in MiB that Fargate has for each number of CPU units (Amazon ECS developer guide, Fargate task size). */
export const fargateMemoryOf: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16384, 1024),
  4096: steps(8192, 30720, 1024),
  8192: steps(16384, 61440, 4096),
  16384: steps(32768, 122880, 8192),
};

function pairProblem(section: string, { cpu, memory }: { cpu: number; memory: number }): Problem[] {
  const memories = fargateMemoryOf[cpu] ?? [];
  if (memories.includes(memory)) return [];
  const step = (memories[1] ?? 0) - (memories[0] ?? 0);
  const range =
    memories.length < 4
      ? alternatives(memories.map(String))
      : `${memories[0]} to ${memories.at(-1)} in steps of ${step}`;
  const nearest = memories.reduce(
    (best, candidate) => (Math.abs(candidate - memory) < Math.abs(best - memory) ? candidate : best),
    memories[0] ?? 0,
  );
  const key = `${section}.memory`;
  return [
    { key, found: `${memory}`, allowed: `${range} MiB when ${section}.cpu is ${cpu}`, fix: set(key, String(nearest)) },
  ];
}

/** Fargate sells certain pairs of CPU and memory. */
export const fargatePairs = rule(["server", "airflow"], ({ server, airflow }) => ({
  problems: [
    ...pairProblem("server", server),
    ...(airflow.host === "create"
      ? [
          ...pairProblem("airflow", airflow),
          ...pairProblem("airflow.worker", airflow.worker),
          ...Object.entries(airflow.workerSizes ?? {}).flatMap(([kind, size]) =>
            pairProblem(`airflow.workerSizes.${kind}`, size),
          ),
          ...pairProblem("airflow.apiServer", airflow.apiServer),
          ...pairProblem("airflow.dagProcessor", airflow.dagProcessor),
        ]
      : []),
  ],
}));
