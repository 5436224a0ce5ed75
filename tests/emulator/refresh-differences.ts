import type { Run } from "../../rehearsal/engine/session";

/** Differences that a refresh reports although nobody changed anything: what the emulator forgets or answers otherwise. */
const emulatorsOwn: readonly {
  readonly type: string;
  readonly properties: readonly string[];
  readonly reason: string;
}[] = [];

/** The properties that a refresh found changed, less the emulator's own, as `type.property`. */
export const unexplainedDifferences = (refreshed: Run): string[] =>
  refreshed.operations
    .filter(({ op }) => op === "update" || op === "delete" || op === "refresh")
    .flatMap(({ type, op, diffs }) =>
      op === "delete" ? [`${type} is gone`] : (diffs ?? []).map((property) => `${type}.${property}`),
    )
    .filter(
      (difference) =>
        !emulatorsOwn.some(({ type, properties }) =>
          properties.some((property) => difference === `${type}.${property}`),
        ),
    );
