import type { Input, Output } from "@pulumi/pulumi";

/** The value worked out from another one, kept an output where the other is. The function must not have effects. */
export function derive(value: Input<string>, work: (value: string) => string): Input<string> {
  if (typeof value === "string") return work(value);
  if (value instanceof Promise) return value.then((known) => work(known));
  return (value as Output<string>).apply((known) => work(known));
}

/** A number as the text of a variable. */
export function asText(value: Input<number> | Input<string>): Input<string> {
  if (typeof value === "number" || typeof value === "string") return String(value);
  if (value instanceof Promise) return (value as Promise<number | string>).then(String);
  return (value as Output<number | string>).apply(String);
}

/** Two values worked into one. */
export function combine(
  left: Input<string>,
  right: Input<string>,
  work: (left: string, right: string) => string,
): Input<string> {
  if (typeof left === "string") return derive(right, (known) => work(left, known));
  if (typeof right === "string") return derive(left, (known) => work(known, right));
  if (left instanceof Promise)
    return left.then((known) => derive(right, (other) => work(known, other)) as string | Promise<string>);
  return (left as Output<string>).apply((known) => derive(right, (other) => work(known, other)) as Output<string>);
}
