import { replacing } from "./documents";
import { type EngineSlip, rewriting } from "./engine-slip";
import { type Slip, slipAfterUp } from "./slip";

/** One slip in the text of an input, such as a policy or a task's containers, which is known after `up` only. */
export interface TextSlip {
  /** Made in the recorded stacks. */
  readonly recorded: Slip;
  /** Made while the engine runs the program. */
  readonly engine: EngineSlip;
}

/** @param from what is in the text; a pattern needs the flag `g` */
export const textSlip = (
  what: string,
  { type, property }: { readonly type: string; readonly property: string },
  from: string | RegExp,
  to: string,
): TextSlip => ({
  recorded: slipAfterUp(what, type, replacing(property, from, to)),
  engine: { what, type, props: rewriting(property, from, to) },
});

/** The containers of a task definition. */
export const containersText = { type: "aws:ecs/taskDefinition:TaskDefinition", property: "containerDefinitions" };
