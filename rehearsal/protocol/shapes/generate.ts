import { Command } from "commander";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { apiShapes } from "./read-api-declarations";
import { DeclarationReader } from "./read-declarations";
import { apiShapesFile, shapedApis, shapedServices, shapesFile } from "./shape";

new Command("generate")
  .description("Refreshes the shapes of resource types from the installed packages.")
  .allowExcessArguments(false)
  .parse();

/** Refreshes every file of shapes from the installed packages: node --require ./runtime/load-typescript.cjs <this file>. */
for (const [packageName, services] of Object.entries(shapedServices)) {
  const reader = new DeclarationReader(packageName);
  for (const service of services) {
    const file = shapesFile(packageName, service);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(reader.service(service))}\n`);
  }
}

for (const [packageName, roots] of Object.entries(shapedApis)) {
  writeFileSync(apiShapesFile(packageName), `${JSON.stringify(apiShapes(packageName, roots))}\n`);
}
