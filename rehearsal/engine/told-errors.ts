import path from "node:path";
import { fileURLToPath } from "node:url";
import { ResourceError, RunError } from "@pulumi/pulumi";
import { projectDirectory } from "../../config/project-directory";

/** Frames that say where a program went wrong; more of them repeat how it came there. */
const shownFrames = 3;

const framePattern = /^\s*at (?:(.*?) \()?((?:file:\/\/)?[^():]*(?:\([^()]*\)[^():]*)*):(\d+):(\d+)\)?$/;
const isFrame = (line: string): boolean => /^\s*at .*(:\d+:\d+\)?|\(<anonymous>\))$/.test(line);

/** `    at components/aws/vpc.ts:120 (createSubnets)`, of a call stack's line in the project's own code; else undefined. */
const projectFrame = (line: string): string | undefined => {
  const [, caller, place = "", row] = framePattern.exec(line) ?? [];
  const file = place.startsWith("file://") ? fileURLToPath(place) : place;
  if (!path.isAbsolute(file)) return undefined;
  const relative = path.relative(projectDirectory, file);
  // The rehearsal only runs the program; its own frames say nothing about it.
  if (/^\.\.|(^|[\\/])node_modules[\\/]|^rehearsal[\\/](?!.*\.test\.ts$)/.test(relative)) return undefined;
  const name = caller?.replace(/^(async|new) /, "");
  return `    at ${relative.split(path.sep).join("/")}:${row}${name && !name.includes("<anonymous>") ? ` (${name})` : ""}`;
};

/** A text with the frames of its call stack that are in the project, and no others. */
export const withProjectFrames = (text: string): string => {
  let shown = 0;
  return text
    .split("\n")
    .flatMap((line) => {
      if (!isFrame(line)) return [line];
      const frame = projectFrame(line);
      return frame !== undefined && shown++ < shownFrames ? [frame] : [];
    })
    .join("\n");
};

/** Where a program threw; nothing for errors that are meant for its user, which name what is wrong by themselves. */
const crashFrames = (thrown: unknown): string[] => {
  const meantForUser = RunError.isInstance(thrown) || ResourceError.isInstance(thrown);
  if (meantForUser || !(thrown instanceof Error)) return [];
  const { stack = "" } = thrown as Error;
  const frames = stack.split("\n").filter(isFrame).join("\n");
  return withProjectFrames(frames)
    .split("\n")
    .filter((frame) => frame !== "");
};

/**
 * The engine's errors as a reader needs them: each once, though the SDK passes on what a callback threw with its call
 * stack and once more without; and with the place in the project, which the engine never hears of what the program threw.
 */
export const toldErrors = (messages: readonly string[], thrown: unknown): string[] => {
  const texts = messages.map(withProjectFrames);
  const told = texts.filter((text, index) => {
    const bare = text.replace(/^One or more errors occurred: /, "").trim();
    return !texts.some((other, at) => at !== index && /^Unhandled exception: /.test(other) && saysToo(other, bare));
  });
  const frames = crashFrames(thrown);
  const reason = thrown instanceof Error ? thrown.message : "";
  return [...new Set(told)].map((text) =>
    frames.length > 0 && reason !== "" && text.includes(reason) && !/\n\s*at /.test(text)
      ? [text, ...frames].join("\n")
      : text,
  );
};

/** Whether an exception's text holds this message, whole: as its first lines, after the name of its class. */
const saysToo = (exception: string, message: string): boolean => {
  const told = exception.replace(/\n\s*at [\s\S]*$/, "").replace(/^Unhandled exception: (?:[A-Z]\w*: )?/, "");
  return told.trim() === message;
};
