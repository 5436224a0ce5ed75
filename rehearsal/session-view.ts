import { looksLikeSecret, looksSecret } from "../problems/found-value";
import { isKnownKey } from "../config/known-keys";
import { commandLineValue, ConfigPathError, pathSegments, setAtPath } from "./engine/stack-file/config-path";
import type { Operation } from "./engine/operations";
import type { RehearsalSession } from "./engine/session";
import { SecretValue, structuredCloneOf, type StackValue } from "./engine/stack-file/stack-file";
import { leafStrings, maskedText, recordsInJson } from "./report/masking";
import { stepCounts } from "./report/service-counts";
import type { StateResource } from "./report/state";
import { isUnmistakable } from "./protocol/unmistakable";
import { UsageError } from "./command/usage-error";

/** The part of a session that the report needs. */
export type Session = Pick<
  RehearsalSession,
  | "config"
  | "destroy"
  | "fillRequiredSecrets"
  | "graph"
  | "madeSecrets"
  | "missingSecrets"
  | "notes"
  | "placeholders"
  | "preview"
  | "setConfig"
  | "setTypedSecret"
  | "stackName"
  | "state"
  | "up"
  | "workspace"
>;

/** Every secret value that config or state hold, in clear: for tests, never for showing. */
export const secretValues = (session: Session): unknown[] => {
  const found: unknown[] = configSecrets(session.config);
  session.workspace.decrypted(session.workspace.state(), (plain) => {
    found.push(plain);
    return undefined;
  });
  return found;
};

/** What is made up by these packages is unlike anything else. */
const generatedType = /^(random|tls):/;

/**
 * The secrets that are masked wherever they turn up, should a program let them out: those that the rehearsal or the stack made
 * up. What somebody typed never gets here; see engine/stack-file/typed-secrets.ts.
 */
export const unmistakableSecrets = (session: Session): string[] => {
  const resources = session.workspace.state().resources.filter(({ type }) => generatedType.test(type));
  const made = resources.flatMap(({ inputs, outputs }) => {
    const given = new Set(secretTexts(session, inputs));
    return secretTexts(session, outputs).filter((text) => !given.has(text) && text.length >= shortestGenerated);
  });
  return [...session.madeSecrets, ...made, ...configSecrets(session.config).filter(isUnmistakable)];
};

/** Of what is made up; a shorter text says nothing. */
const shortestGenerated = 12;

/** Every text inside the secret values of a part of the state, in clear. */
const secretTexts = (session: Session, part: unknown): string[] => {
  const found: string[] = [];
  session.workspace.decrypted(part, (plain) => {
    found.push(...leafStrings(plain));
    return undefined;
  });
  return found;
};

const configSecrets = (value: StackValue | undefined): string[] => {
  if (value instanceof SecretValue) return [value.plain];
  if (Array.isArray(value)) return value.flatMap(configSecrets);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(configSecrets) : [];
};

/** The same resources with their secret inputs in clear, for what is worked out of them and shows none; see {@link inClear}. */
const clearOf = new WeakMap<StateResource, StateResource>();

const linked = (shown: StateResource, inputs: Readonly<Record<string, unknown>>): StateResource => {
  clearOf.set(shown, { ...shown, inputs });
  return shown;
};

/** Resources as they are, secrets included: a price may depend on one. Nothing of it may be shown. */
export const inClear = (resources: readonly StateResource[]): StateResource[] =>
  resources.map((resource) => clearOf.get(resource) ?? resource);

/** Services with the counts that steps set, which the state does not have; see {@link stepCounts}. */
export const withStepCounts = (resources: readonly StateResource[]): StateResource[] => {
  const countOf = stepCounts(resources);
  return resources.map((resource) => {
    const desiredCount = countOf(resource);
    if (desiredCount === undefined) return resource;
    const clear = clearOf.get(resource)?.inputs ?? resource.inputs;
    return linked({ ...resource, inputs: { ...resource.inputs, desiredCount } }, { ...clear, desiredCount });
  });
};

/** The state, with secrets hidden wherever they occur. */
export const stateResources = (session: Session): StateResource[] => {
  const clear = session.state({ secrets: "clear" }).resources;
  return withStepCounts(
    session.state().resources.map((resource, index) => linked(resource, clear[index]?.inputs ?? {})),
  );
};

/** What the engine hides in its events, from what the program registered. */
const revealed = (
  inputs: Readonly<Record<string, unknown>>,
  registered: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, value === maskedText ? (registered[name] ?? value) : value]),
  );

/** What a preview would make, as if it were state: values that only `up` knows are the engine's unknown marks. */
export const plannedResources = (
  session: Session,
  { operations }: { readonly operations: readonly Operation[] },
): StateResource[] => {
  const made = operations.filter(({ op }) => op !== "delete" && op !== "delete-replaced");
  const inputs = new Map(made.map((operation) => [operation.urn, operation.newInputs]));
  const types = new Map(made.map(({ urn, type }) => [urn, type]));
  const guarded = new Set(made.filter(({ protect }) => protect).map(({ urn }) => urn));
  return [...types].map(([urn, type]) => {
    const node = session.graph.get(urn);
    const shown = inputs.get(urn) ?? {};
    const resource: StateResource = {
      urn,
      type,
      custom: node?.custom ?? false,
      parent: node?.parent || undefined,
      ...(guarded.has(urn) && { protect: true }),
      inputs: shown,
      outputs: {},
      dependencies: node?.dependencies ?? [],
      propertyDependencies: node?.propertyDependencies ?? {},
    };
    return linked(resource, revealed(shown, node?.inputs));
  });
};

/** Whether a list of containers is one that only `up` knows. */
const isUnknownList = (definitions: unknown): boolean =>
  definitions !== undefined && recordsInJson(definitions).length === 0;

/** The state that a change would leave: what the preview plans, with identifiers and outputs of what is there already. */
export const plannedAfter = (base: readonly StateResource[], planned: readonly StateResource[]): StateResource[] => {
  const before = new Map(base.map((resource) => [resource.urn, resource]));
  const after = planned.map((resource) => {
    const old = before.get(resource.urn);
    if (!old) return resource;
    const { inputs = {} } = resource;
    // A list of containers that only `up` knows is no change of the containers that one could show.
    const known = isUnknownList(inputs.containerDefinitions)
      ? { ...inputs, containerDefinitions: old.inputs?.containerDefinitions }
      : inputs;
    const clear = clearOf.get(resource)?.inputs ?? inputs;
    return linked({ ...resource, inputs: known, id: old.id, outputs: old.outputs }, clear);
  });
  return withStepCounts(after);
};

/**
 * What is known of a stack whose `up` failed: what was being made as it was asked for, the rest as it was planned, and, of a
 * stack that was not there before, what is there unchanged.
 */
export const knownAfterFailure = (
  session: Session,
  planned: readonly StateResource[],
  attempted: readonly Operation[],
  { isNew }: { readonly isNew: boolean },
): StateResource[] => {
  const byUrn = (resources: readonly StateResource[]) => new Map(resources.map((one) => [one.urn, one]));
  const standing = byUrn(isNew ? stateResources(session) : []);
  const asked = byUrn(plannedResources(session, { operations: attempted }));
  const known = planned.map((resource) => standing.get(resource.urn) ?? asked.get(resource.urn) ?? resource);
  const later = [...asked.values()].filter(({ urn }) => !planned.some((resource) => resource.urn === urn));
  return [...known, ...later];
};

const secretsKey = "openmetadata:secrets";

/** Whether a key is of the section whose every value is a secret. */
export const isSecretKey = (key: string): boolean => pathSegments(key)[0] === secretsKey;

/** A value of `--change` as `pulumi config set --path` stores it, and whether it is a secret. */
export const changeValue = (key: string, text: string): [value: StackValue, secret: boolean] =>
  isSecretKey(key) && pathSegments(key).length > 1 ? [text, true] : [commandLineValue(key, text), false];

/** A value of `--change` as a report may show it: not that of a secret, of a name like one, or of a key that nobody knows. */
export const shownChange = (key: string, text: string): string => {
  const [top = "", ...below] = pathSegments(key);
  const path = [String(top).replace("openmetadata:", ""), ...below];
  const isKnown = !String(top).startsWith("openmetadata:") || isKnownKey(path);
  const isHarmless = !isSecretKey(key) && !path.some((name) => typeof name === "string" && looksSecret(name));
  return isKnown && isHarmless && !looksLikeSecret(text) ? text : maskedText;
};

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
