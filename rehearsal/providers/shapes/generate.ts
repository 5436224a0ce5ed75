import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DeclarationReader } from "./read-declarations";
import { shapedServices, shapesFile } from "./shape";

/** Refreshes `generated/` from the installed packages: node --require ./scripts/load-typescript.cjs <this file>. */
for (const [packageName, services] of Object.entries(shapedServices)) {
  const reader = new DeclarationReader(packageName);
  for (const service of services) {
    const file = shapesFile(packageName, service);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(reader.service(service))}\n`);
  }
}
