import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { projectDirectory } from "../project-directory";

/** The file of one of the project's own stacks. */
export const stackFile = (stack: string): string => path.join(projectDirectory, `Pulumi.${stack}.yaml`);

/** The file of a stack in a project's folder; undefined where there is none. */
export const stackFileIn = (folder: string, stack: string): string | undefined =>
  ["yaml", "yml"].map((ending) => path.join(folder, `Pulumi.${stack}.${ending}`)).find(existsSync);

/** Stacks that a project's folder has a file for, sorted. */
export const stackNames = (folder: string): string[] =>
  readdirSync(folder)
    .map((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1])
    .filter((name) => name !== undefined)
    .sort();

/** Whether a file of this name may hold a stack's config; `Pulumi.yaml` describes the project and holds none. */
export const mayBeStackFile = (name: string): boolean => /\.ya?ml$/.test(name) && !/^Pulumi\.ya?ml$/.test(name);

/** The stack that a file name means: `dev` of `Pulumi.dev.yaml`, `team` of `team.yaml`. */
export function stackNameOf(file: string): string {
  const base = path.basename(file).replace(/\.(ya?ml|json)$/, "");
  const name = base.replace(/^Pulumi\./, "").replace(/[^A-Za-z0-9_.-]/g, "-");
  return name === "" ? "rehearsal" : name;
}
