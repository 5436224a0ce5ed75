import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Passed } from "../protocol/leniency";
import { passedWarnings } from "./passed";

/** What the engine does, or would do, to one resource. */
export interface Operation {
  urn: string;
  type: string;
  /** The engine's word: same, create, update, delete, replace, create-replacement, delete-replaced, read, … */
  op: string;
  /** Top-level inputs that differ. */
  diffs: string[];
  /** Path → kind of change, such as `{ "tags.Name": { kind: "update" } }`. */
  detailedDiff: Record<string, { kind: string }>;
  /** Inputs on account of which the resource is replaced. */
  replaceKeys: string[];
  /** Whether the step is one of several that make up another one, such as the parts of a replacement. */
  logical: boolean;
  /** Whether the resource is protected after the step. */
  protect?: boolean;
  oldInputs?: Record<string, unknown>;
  newInputs?: Record<string, unknown>;
}

export interface Diagnostic {
  urn?: string;
  severity: string;
  message: string;
}

/** Gathers what the engine reports while it works. */
export class EventRecorder {
  readonly operations: Operation[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** URN → outputs, as far as the engine reported them. */
  readonly outputs = new Map<string, Record<string, unknown>>();
  readonly failed: string[] = [];
  /** What the run found and let pass; the diagnostics warn of it. */
  readonly passed: Passed[] = [];

  constructor(private readonly onEvent?: (event: EngineEvent) => void) {}

  readonly record = (event: EngineEvent): void => {
    this.onEvent?.(event);
    if (event.resourcePreEvent) this.step(event.resourcePreEvent.metadata);
    if (event.resOutputsEvent) {
      const { urn, new: state } = event.resOutputsEvent.metadata;
      if (state?.outputs) this.outputs.set(urn, state.outputs);
    }
    if (event.resOpFailedEvent) this.failed.push(event.resOpFailedEvent.metadata.urn);
    if (event.diagnosticEvent) {
      const { urn, severity, message, ephemeral } = event.diagnosticEvent;
      // Debug messages quote requests, secrets included; nobody asked for them.
      if (!ephemeral && (severity as string) !== "debug")
        this.diagnostics.push({ ...(urn && { urn }), severity, message: uncoloured(message).trimEnd() });
    }
  };

  /**
   * Takes what the rules refuse and the engine did not see as an error of its resource. It comes first: a program that
   * could not go on with a wrong value has errors that follow from it.
   */
  noteRefused(problems: readonly { urn: string; reason: string }[]): void {
    this.diagnostics.unshift(
      ...problems.map(({ urn, reason }): Diagnostic => ({ urn, severity: "error", message: reason })),
    );
  }

  notePassed(passed: readonly Passed[]): void {
    this.passed.push(...passed);
    for (const message of passedWarnings(passed)) this.diagnostics.push({ severity: "warning", message });
  }

  private step(metadata: NonNullable<EngineEvent["resourcePreEvent"]>["metadata"]): void {
    if (isDefaultProvider(metadata.urn)) return;
    const detailed = Object.entries(metadata.detailedDiff ?? {});
    this.operations.push({
      urn: metadata.urn,
      type: metadata.type,
      op: metadata.op,
      diffs: metadata.diffs ?? [],
      detailedDiff: Object.fromEntries(detailed.map(([path, change]) => [path, { kind: kindOf(change) }])),
      replaceKeys: metadata.keys ?? [],
      logical: metadata.logical ?? false,
      ...(metadata.new?.protect && { protect: true }),
      ...(metadata.old?.inputs && { oldInputs: metadata.old.inputs }),
      ...(metadata.new?.inputs && { newInputs: metadata.new.inputs }),
    });
  }
}

/** The engine marks colours as `<{%fg 1%}>`. */
const uncoloured = (message: string): string => message.replace(/<\{%[^%]*%\}>/g, "");

/** The engine makes these by itself; its own output leaves them out too. */
const isDefaultProvider = (urn: string): boolean => /::pulumi:providers:[^:]+::default/.test(urn);

/** The Automation API declares `diffKind`; engines write `kind`, in capitals. */
const kindOf = (change: object): string => {
  const { diffKind, kind } = change as { diffKind?: string; kind?: string };
  return (diffKind ?? kind ?? "update").toLowerCase();
};
