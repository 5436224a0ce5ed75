import type { ConfigValue } from "../../../config/pulumi-yaml/stack-values";

/** A secret value of the rehearsal's own stack file: written encrypted, handed to the program as a Pulumi secret. */
export class SecretValue {
  constructor(readonly plain: string) {}
}

export type StackValue = SecretValue | null | boolean | number | string | StackValue[] | { [key: string]: StackValue };

/** The value as the program will see it, secrets in clear: for the validator, which shows none. */
export function plain(value: StackValue): ConfigValue {
  if (value instanceof SecretValue) return value.plain;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
