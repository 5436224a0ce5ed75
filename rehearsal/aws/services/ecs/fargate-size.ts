import { apiReference } from "../../source";
import type { Failure } from "../../../protocol/package";
import { unknown, type Value } from "../../../protocol/wire";
import { cpuUnits, mebibytes, onFargate, taskDefinition } from "./container-definitions/containers";
import { quoted, refuse, type Rule } from "../../rule";

const range = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

/** CPU units → memory in MiB (Amazon ECS Developer Guide, "Task CPU and memory"). */
const fargateSizes: Readonly<Record<string, number[]>> = {
  256: [512, 1024, 2048],
  512: range(1024, 4096, 1024),
  1024: range(2048, 8192, 1024),
  2048: range(4096, 16384, 1024),
  4096: range(8192, 30720, 1024),
  8192: range(16384, 61440, 4096),
  16384: range(32768, 122880, 8192),
};

export const fargateSize: Rule = {
  name: "fargate-size",
  refuses:
    "a pair of CPU and memory that Fargate does not have, one of them left out, and another network mode than awsvpc",
  source: apiReference("ECS", "TaskDefinition"),
  check: ({ type, inputs }) => {
    if (type !== taskDefinition || !onFargate(inputs)) return [];
    const { networkMode, cpu, memory } = inputs;
    const failures: Failure[] = [];
    if (networkMode !== "awsvpc" && networkMode !== unknown)
      failures.push(...refuse("networkMode", `Fargate needs networkMode "awsvpc", found ${quoted(networkMode)}`));
    for (const [property, value] of Object.entries({ cpu, memory })) {
      if (value === undefined || value === null || value === "")
        failures.push(...refuse(property, `Fargate needs ${property} at the level of the task`));
    }
    return failures.length > 0 ? failures : sizeProblems(cpu, memory);
  },
};

function sizeProblems(cpu: Value | undefined, memory: Value | undefined): Failure[] {
  if (cpu === unknown) return [];
  const sizes = fargateSizes[String(cpuUnits(cpu))];
  if (!sizes) return refuse("cpu", `cpu is ${quoted(cpu)}; Fargate has ${Object.keys(fargateSizes).join(", ")}`);
  return memory === unknown || sizes.includes(mebibytes(memory) ?? NaN)
    ? []
    : refuse("memory", `memory is ${quoted(memory)}; with cpu ${String(cpu)} Fargate has ${sizes.join(", ")}`);
}
