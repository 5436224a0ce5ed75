import * as pulumi from "@pulumi/pulumi";
import type { RehearsalSession } from "../../engine/session";

/** Takes something out of the real stack, or changes it, as a slip in the program would: tried on the engine itself. */
export interface EngineSlip {
  what: string;
  type: string;
  props?: (props: Record<string, unknown>) => Record<string, unknown>;
  /** Types that are no longer among what the resource depends on explicitly. */
  without?: RegExp;
  /** Something more that the program makes. */
  also?: (session: RehearsalSession) => void;
}

/** Rewrites the text of an input that may be text, an object or an output of either, wherever it holds `from`. */
export const rewriting =
  (property: string, from: string | RegExp, to: string): NonNullable<EngineSlip["props"]> =>
  (props) => ({
    ...props,
    [property]: pulumi
      .output(props[property] as string | object)
      .apply((value: string | object) =>
        (typeof value === "string" ? value : JSON.stringify(value)).replaceAll(from, to),
      ),
  });
