import { accessSync, constants, existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UsageError } from "./usage-error";

/** In place of a file: the document goes to standard output, and the report for people to standard error. */
export const standardOutput = "-";

/** Found out before the engine starts, not after a minute's work. */
export const refuseUnwritable = (file: string): void => {
  const place = path.resolve(file);
  const folder = path.dirname(place);
  const refuse = (reason: string) => new UsageError(`Cannot write ${file}: ${reason}`);
  if (!existsSync(folder)) throw refuse(`the folder ${folder} does not exist.`);
  if (existsSync(place) && statSync(place).isDirectory()) throw refuse("it is a folder; name a file in it.");
  try {
    accessSync(existsSync(place) ? place : folder, constants.W_OK);
  } catch {
    throw refuse("it may not be written to.");
  }
};

export const writeText = (file: string, text: string): void => {
  const complete = text.endsWith("\n") ? text : `${text}\n`;
  if (file === standardOutput) {
    process.stdout.write(complete);
    return;
  }
  const isNew = !existsSync(file);
  try {
    writeFileSync(file, complete);
  } catch (error) {
    // Half a document says something wrong.
    if (isNew) rmSync(file, { force: true });
    throw new UsageError(`Cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
};
