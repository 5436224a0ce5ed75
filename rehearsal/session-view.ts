import { parse } from "yaml";
import type { RehearsalSession, Run } from "./engine/session";
import { SecretValue, type StackValue } from "./engine/stack-file";
import type { StateResource } from "./report/state";

/** The part of a session that the report needs. */
export type Session = Pick<
  RehearsalSession,
  "config" | "destroy" | "graph" | "placeholders" | "preview" | "setConfig" | "stackName" | "state" | "up" | "workspace"
>;

/** Every secret value that config or state hold, in clear: for masking, never for showing. */
export const secretValues = (session: Session): unknown[] => {
  const found: unknown[] = configSecrets(session.config);
  session.workspace.decrypted(session.workspace.state(), (plain) => {
    found.push(plain);
    return undefined;
  });
  return found;
};

const configSecrets = (value: StackValue | undefined): string[] => {
  if (value instanceof SecretValue) return [value.plain];
  if (Array.isArray(value)) return value.flatMap(configSecrets);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(configSecrets) : [];
};

/** What a preview would make, as if it were state: values that only `up` knows are the engine's unknown marks. */
export const plannedResources = (session: Session, run: Run): StateResource[] => {
  const inputs = new Map(run.operations.map((operation) => [operation.urn, operation.newInputs]));
  const types = new Map(run.operations.map(({ urn, type }) => [urn, type]));
  return [...types].map(([urn, type]) => {
    const node = session.graph.get(urn);
    return {
      urn,
      type,
      custom: node?.custom ?? false,
      parent: node?.parent || undefined,
      inputs: inputs.get(urn) ?? {},
      outputs: {},
      dependencies: node?.dependencies ?? [],
      propertyDependencies: node?.propertyDependencies ?? {},
    };
  });
};

/** A value of the command line as a stack file would hold it: `3` is a number, `[a, b]` a list. */
export const parsedValue = (text: string): StackValue => {
  try {
    return (parse(text) ?? "") as StackValue;
  } catch {
    return text;
  }
};
