import { isRecord } from "../../problems/record";
import type { StateResource } from "../report/state";
import type { Prices } from "./region-prices";

/** A fixed monthly amount of one resource. */
export interface Fixed {
  readonly item: string;
  readonly monthly: number;
  readonly source: string;
}

/** What depends on use: a unit price, not part of any sum. */
export interface Usage {
  readonly item: string;
  readonly price: number;
  readonly unit: string;
  readonly source: string;
}

/** What a resource costs. `reason` says why a price is missing; such a resource is listed as not priced. */
export interface Cost {
  readonly fixed?: readonly Fixed[];
  readonly usage?: readonly Usage[];
  readonly reason?: string;
}

/** Answers questions about the rest of the stack. */
export interface Stack {
  /** The resource whose id, ARN or URN this is. */
  find(reference: unknown): StateResource | undefined;
  readonly resources: readonly StateResource[];
  /** Those of the stack's region, or of another when there are none. */
  readonly prices: Prices;
}

/** What a resource of one type costs. */
export type CostRule = (inputs: Readonly<Record<string, unknown>>, stack: Stack, resource: StateResource) => Cost;

export const count = (value: unknown, otherwise: number): number => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : otherwise;
};
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
export const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** An amount a month, and what depends on use beside it. */
export const monthly =
  (item: string, of: (prices: Prices) => { amount: number; source: string; usage?: readonly Usage[] }): CostRule =>
  (_inputs, { prices }) => {
    const { amount, source, usage = [] } = of(prices);
    return { fixed: [{ item, monthly: amount, source }], usage };
  };

export const usageOnly =
  (of: (prices: Prices) => readonly Usage[]): CostRule =>
  (_inputs, { prices }) => ({ usage: of(prices) });

export const zone = (item: string): CostRule =>
  monthly(item, ({ route53 }) => ({ amount: route53.zoneMonth, source: route53.source }));
