import { test } from "node:test";
import { givenProgram } from "../../testing/given";
import { told, toldProgram } from "../../testing/told-program";

const heap = (options: string, more = {}) => givenProgram(toldProgram({ server: [told({ HEAP: options }, more)] }));

test("heap-fits: a heap below the memory, in every unit, and texts that say nothing of one", () => {
  for (const options of ["-Xmx2047M -Xms1g", "-Xms1G -Xmx1g", "-Xmx1048576k", "-Xmx1000000000", "-XmxM", "x-Xmx9G"])
    heap(options).accepts("heap-fits");
});

test("heap-fits: a heap as large as the task's memory, or its container's", () => {
  heap("-Xmx2048M").refuses("heap-fits", /grow to 2048 MiB, and there are 2048 MiB/);
  heap("-Xmx1g", { memory: 512 }).refuses("heap-fits", /and there are 512 MiB/);
});
