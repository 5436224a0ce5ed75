import { commandLineValue, ConfigPathError, setAtPath } from "./engine/config-path";
import type { RehearsalSession, Run } from "./engine/session";
import { SecretValue, structuredCloneOf, type StackValue } from "./engine/stack-file";
import { recordsInJson } from "./report/masking";
import type { StateResource } from "./report/state";
import { UsageError } from "./command/usage-error";

/** The part of a session that the report needs. */
export type Session = Pick<
  RehearsalSession,
  | "config"
  | "destroy"
  | "fillRequiredSecrets"
  | "graph"
  | "missingSecrets"
  | "placeholders"
  | "preview"
  | "setConfig"
  | "stackName"
  | "state"
  | "up"
  | "workspace"
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
  const made = run.operations.filter(({ op }) => op !== "delete" && op !== "delete-replaced");
  const inputs = new Map(made.map((operation) => [operation.urn, operation.newInputs]));
  const types = new Map(made.map(({ urn, type }) => [urn, type]));
  const guarded = new Set(made.filter(({ protect }) => protect).map(({ urn }) => urn));
  return [...types].map(([urn, type]) => {
    const node = session.graph.get(urn);
    return {
      urn,
      type,
      custom: node?.custom ?? false,
      parent: node?.parent || undefined,
      ...(guarded.has(urn) && { protect: true }),
      inputs: inputs.get(urn) ?? {},
      outputs: {},
      dependencies: node?.dependencies ?? [],
      propertyDependencies: node?.propertyDependencies ?? {},
    };
  });
};

/** The state that a change would leave: what the preview plans, with identifiers and outputs of what is there already. */
export const plannedAfter = (base: readonly StateResource[], planned: readonly StateResource[]): StateResource[] => {
  const before = new Map(base.map((resource) => [resource.urn, resource]));
  return planned.map((resource) => {
    const old = before.get(resource.urn);
    if (!old) return resource;
    const definitions = resource.inputs?.containerDefinitions;
    // A list of containers that only `up` knows is no change of the containers that one could show.
    const inputs =
      definitions !== undefined && recordsInJson(definitions).length === 0
        ? { ...resource.inputs, containerDefinitions: old.inputs?.containerDefinitions }
        : resource.inputs;
    return { ...resource, inputs, id: old.id, outputs: old.outputs };
  });
};

const secretsKey = "openmetadata:secrets";

/** A value of `--change` as `pulumi config set --path` stores it, and whether it is a secret. */
export const changeValue = (key: string, text: string): [value: StackValue, secret: boolean] =>
  key.startsWith(`${secretsKey}.`) ? [text, true] : [commandLineValue(key, text), false];

/** Found out before anything runs: a `--change` that `pulumi config set --path` would refuse. */
export const refuseChanges = (
  config: Session["config"],
  changes: readonly { readonly key: string; readonly value: string }[],
): void => {
  const copy = structuredCloneOf({ ...config });
  for (const { key, value } of changes) {
    try {
      setAtPath(copy, key, changeValue(key, value)[0]);
    } catch (error) {
      if (!(error instanceof ConfigPathError)) throw error;
      throw new UsageError(`--change ${key}: pulumi config set --path would refuse it: ${error.message}`);
    }
  }
};
