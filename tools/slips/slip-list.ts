import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** A line of the program as a careless change would leave it. */
export interface Slip {
  /** The file, from the project's folder. */
  readonly file: string;
  /** Text that occurs in it once. */
  readonly find: string;
  readonly replace: string;
  /** What it changes: what the account is asked for, or what a container runs. */
  readonly kind: "registered input" | "script";
}

const slipSchema = z.strictObject({
  file: z.string().min(1),
  find: z.string().min(1),
  replace: z.string(),
  kind: z.enum(["registered input", "script"]),
});

/** Reads a list of slips. The error names the file and the entry, and says what an entry is. */
export function readSlips(file: string): Slip[] {
  const found = z.array(slipSchema).safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new Error(
    `${file}, entry ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "is no slip"}. ` +
      `An entry is {"file": …, "find": …, "replace": …, "kind": "registered input" or "script"}.`,
  );
}

/** The file with the slip in it; undefined when there is none, or the text does not occur in it exactly once, so that the list is out of date. */
export function withSlip(directory: string, { file, find, replace }: Slip): string | undefined {
  const whole = path.join(directory, file);
  if (!existsSync(whole)) return undefined;
  const text = readFileSync(whole, "utf8");
  const at = text.indexOf(find);
  if (at < 0 || text.includes(find, at + 1)) return undefined;
  return text.slice(0, at) + replace + text.slice(at + find.length);
}

/** On one line, for a person: where, and what became of what. */
export const slipText = ({ file, find, replace }: Slip): string => `${file}: ${oneLine(find)} → ${oneLine(replace)}`;

const oneLine = (text: string): string => (text.trim() === "" ? "nothing" : text.trim().replace(/\s*\n\s*/g, " ⏎ "));
