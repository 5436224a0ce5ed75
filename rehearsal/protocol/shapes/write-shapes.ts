import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readerOf } from "./read-declarations";
import { shapesFile } from "./shapes";

/** Writes what an installed package declares of a service; returns the file. */
export function writeShapes(packageName: string, service: string): string {
  const file = shapesFile(packageName, service);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(readerOf(packageName).service(service))}\n`);
  return file;
}
