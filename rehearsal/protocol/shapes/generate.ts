import { Command } from "commander";
import { writeFileSync } from "node:fs";
import { apiShapes } from "./read-api-declarations";
import { apiShapesFile, shapedApis, shapedServices } from "./shapes";
import { writeShapes } from "./write-shapes";

new Command("generate")
  .description("Refreshes the shapes of resource types from the installed packages.")
  .allowExcessArguments(false)
  .parse();

/** Refreshes every file of shapes from the installed packages: node --require ./runtime/load-typescript.cjs <this file>. */
for (const [packageName, services] of Object.entries(shapedServices())) {
  for (const service of services) writeShapes(packageName, service);
}

for (const [packageName, roots] of Object.entries(shapedApis)) {
  writeFileSync(apiShapesFile(packageName), `${JSON.stringify(apiShapes(packageName, roots))}\n`);
}
