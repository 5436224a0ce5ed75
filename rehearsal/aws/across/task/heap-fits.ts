import type { Rule } from "../../rule";
import { mebibytes } from "../../services/ecs/container-definitions/containers";
import { forStartedTasks } from "../../services/ecs/container-definitions/started-task";
import { placeOf, toldTo } from "../environment/told-values";

const units: Readonly<Record<string, number>> = { "": 1 / 2 ** 20, k: 1 / 1024, m: 1, g: 1024 };

/** Largest heap that options of the Java virtual machine allow, MiB; undefined when they say nothing of it. */
function heapOf(options: string): number | undefined {
  const [, number, unit = ""] = /(?:^|\s)-Xmx(\d+)([kKmMgG]?)(?=\s|$)/.exec(options) ?? [];
  return number === undefined ? undefined : Number(number) * units[unit.toLowerCase()]!;
}

export const heapFits: Rule = {
  name: "heap-fits",
  refuses: "a Java heap that may grow to the whole memory of its container or task, and beyond",
  source: {
    title: "The java command, -Xmx",
    url: "https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html",
  },
  graph: forStartedTasks((task) =>
    toldTo(task).flatMap((told) => {
      const heap = heapOf(told.text ?? "");
      const own = task.containers.find(({ name }) => name === told.container)?.memory;
      const memory = own || mebibytes(task.inputs.memory);
      // A JVM holds threads, classes and buffers beside its heap.
      return heap === undefined || memory === undefined || heap < memory
        ? []
        : [`${placeOf(told)} lets the heap grow to ${heap} MiB, and there are ${memory} MiB`];
    }),
  ),
};
