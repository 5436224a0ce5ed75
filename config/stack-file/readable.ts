import { closeSync, lstatSync, openSync, readlinkSync, statSync } from "node:fs";

const reasons: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder",
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "you have no permission to read it",
  EPERM: "you have no permission to read it",
  ELOOP: "it is a link that leads back to itself",
};

/** Whether something of this name is there, if only a link that leads nowhere. */
export function isThere(file: string): boolean {
  try {
    lstatSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Whether something is meant as a file to read: a link that leads nowhere is, so that it is reported and not passed over. */
export function meantAsFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return true;
  }
}

/** Why a file cannot be read, in words; undefined where it can. It has to be a file, as it is read more than once. */
export function whyUnreadable(file: string): string | undefined {
  try {
    const found = statSync(file);
    if (found.isDirectory()) return reasons.EISDIR;
    if (!found.isFile()) return "it is a pipe or a device, which cannot be read twice";
    closeSync(openSync(file, "r"));
    return undefined;
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && isThere(file)) return `it is a link to ${readlinkSync(file)}, which is not there`;
    return reasons[code] ?? message;
  }
}
