import type { Properties, Value } from "../../../protocol/wire";

export const instance = "aws:rds/instance:Instance";

export const text = (value: Value | undefined): string | undefined => (typeof value === "string" ? value : undefined);
export const number = (value: Value | undefined): number | undefined =>
  typeof value === "number" || typeof value === "string" ? Number(value) : undefined;
export const engineOf = ({ engine }: Properties): string | undefined => text(engine)?.toLowerCase();
