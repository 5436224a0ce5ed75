import path from "node:path";
import { isThere, whyUnreadable } from "../../config/stack-file/readable";
import {
  mayBeStackFile,
  stackFileIn,
  stackFilesIn,
  stackNameOf,
  stackNames,
} from "../../config/stack-file/stack-files";
import { nearestOf } from "../../problems/nearest";
import { UsageError } from "./usage-error";

/** One stack file to rehearse, and the name its stack gets. */
export interface Target {
  readonly stack: string;
  readonly file: string;
}

interface Selection {
  readonly stackFile?: readonly string[];
  readonly all?: boolean;
}

/** The stack files that the command line names: by stack, by file, or all of the project. */
export const targetsOf = (names: readonly string[], options: Selection, project: string): Target[] => {
  const known = stackNames(project);
  const stackFiles = options.stackFile ?? [];
  if (options.all && names.length + stackFiles.length > 0)
    throw new UsageError("--all takes every stack; name none beside it.");
  const files = stackFiles.map((file) => fileTarget(file));
  const wanted = options.all ? known : names.length + files.length > 0 ? names : ["dev"];
  const targets = [...wanted.map((name) => namedTarget(name, known, project)), ...files];
  const twice = targets.find(({ file }, index) => targets.findIndex((other) => other.file === file) !== index);
  if (twice) throw new UsageError(`${path.basename(twice.file)} is named twice.`);
  return targets;
};

/** The one stack that a command is for, named like any of {@link targetsOf}: a stack of the project, or a file anywhere. */
export const targetOf = (name: string, project: string): Target => namedTarget(name, stackNames(project), project);

/** What to call each of several stacks: its name, or its file where two have one name. */
export const labelsOf = (targets: readonly Target[], folder: string): string[] =>
  targets.map(({ stack, file }) =>
    targets.filter((other) => other.stack === stack).length > 1 ? path.relative(folder, file) : stack,
  );

const namedTarget = (stack: string, known: readonly string[], project: string): Target => {
  const file = stackFileIn(project, stack);
  if (file) return { ...fileTarget(file, path.basename(file)), stack };
  // A shell completes file names; `Pulumi.dev.yaml` is as clear as `dev`.
  if (/\.ya?ml$/.test(stack) || (stack.includes(path.sep) && !known.includes(stack)))
    return fileTarget(isThere(path.resolve(project, stack)) ? path.resolve(project, stack) : stack, stack);
  const stacks = known.length > 0 ? `The project has ${known.join(", ")}.` : "The project has no stack file.";
  const nearest = nearestOf(stack, known);
  const near = nearest !== undefined && nearest !== stack ? ` Did you mean ${nearest}?` : "";
  // A change without its option: nothing behind the equals sign is repeated.
  if (stack.includes("="))
    throw new UsageError(`"${stack.split("=")[0]}=…" is no stack. A change of config is written --change KEY=VALUE.`);
  throw new UsageError(
    `There is no stack "${stack}" (no Pulumi.${stack}.yaml). ${stacks}${near} A file elsewhere is named by its path, such as ../team/Pulumi.dev.yaml.`,
  );
};

const fileTarget = (given: string, said: string = given): Target => {
  const file = path.resolve(given);
  const reason = whyUnreadable(file);
  if (reason !== undefined) {
    const found = isThere(file) ? `Cannot read ${said}: ${reason}.` : `There is no stack file ${said}.`;
    throw new UsageError(`${found} ${beside(path.dirname(file))}`);
  }
  if (!mayBeStackFile(path.basename(file)))
    throw new UsageError(`${said} is no stack file; one is named like Pulumi.dev.yaml.`);
  return { stack: stackNameOf(file), file };
};

/** What could be named in place of a file of this folder. */
const beside = (folder: string): string => {
  try {
    const there = stackFilesIn(folder).filter((name) => whyUnreadable(path.join(folder, name)) === undefined);
    return there.length > 0 ? `Its folder has ${there.join(", ")}.` : "Its folder has no stack file.";
  } catch {
    return `Its folder ${folder} does not exist, or you have no permission to read it.`;
  }
};
