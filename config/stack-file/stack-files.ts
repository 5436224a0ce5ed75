import { readdirSync } from "node:fs";
import path from "node:path";
import { projectDirectory } from "../project-directory";
import { meantAsFile } from "./readable";

/** The file of one of the project's own stacks. */
export const stackFile = (stack: string): string => path.join(projectDirectory, `Pulumi.${stack}.yaml`);

/** Whether a file of this name may hold a stack's config; `Pulumi.yaml` describes the project and holds none. */
export const mayBeStackFile = (name: string): boolean => /\.ya?ml$/.test(name) && !/^Pulumi\.ya?ml$/.test(name);

/** The files in a folder that may hold a stack's config, sorted. */
export const stackFilesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => mayBeStackFile(name) && meantAsFile(path.join(folder, name)))
    .sort();

/** What a project's folder has under the name of a stack's file, a file or not; undefined where there is nothing. */
export const stackFileIn = (folder: string, stack: string): string | undefined => {
  const entries = readdirSync(folder);
  const there = [`Pulumi.${stack}.yaml`, `Pulumi.${stack}.yml`].filter((name) => entries.includes(name));
  const found = there.find((name) => meantAsFile(path.join(folder, name))) ?? there[0];
  return found && path.join(folder, found);
};

/** Stacks that a project's folder has a file for, sorted. */
export const stackNames = (folder: string): string[] =>
  stackFilesIn(folder)
    .map((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1])
    .filter((name) => name !== undefined)
    .sort();

/** The stack that a file name means: `dev` of `Pulumi.dev.yaml`, `team` of `team.yaml`. */
export function stackNameOf(file: string): string {
  const base = path.basename(file).replace(/\.(ya?ml|json)$/, "");
  const name = base.replace(/^Pulumi\./, "").replace(/[^A-Za-z0-9_.-]/g, "-");
  return name === "" ? "rehearsal" : name;
}
