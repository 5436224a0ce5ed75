import { costOf } from "../cards/cards";
import { arm64Saving } from "./arm64";
import type { CostComponent, CostEstimate, CostItem, UsageCost } from "../report/document";
import { componentOf, isComponent, stackType, type StateResource } from "../report/state";
import { type Prices, pricesOf } from "./region-prices";
import type { Stack } from "./cost";

/** Packages that make nothing in an account. */
const free = /^(docker|docker-build|random|tls|pulumi):/;

/**
 * What the resources of a state cost a month, by component. Every amount is in `currency`, for `hoursAMonth` hours.
 *
 * @param region whose prices are wanted; those of us-east-1 count for a region that has none here
 */
export const estimateCost = (resources: readonly StateResource[], region?: string): CostEstimate => {
  const prices = pricesOf(region);
  const stack = stackOf(resources, prices);
  const components = componentOf(resources);
  const items = new Map<string, CostItem[]>();
  const usage = new Map<string, UsageCost>();
  const notPriced: { urn: string; reason: string }[] = [];
  for (const resource of resources) {
    const rule = costOf(resource.type) ?? (free.test(resource.type) ? "free" : "not priced");
    if (resource.type === stackType || isComponent(resource) || rule === "free") continue;
    if (rule === "not priced") {
      notPriced.push({ urn: resource.urn, reason: `no rule for ${resource.type}` });
      continue;
    }
    const cost = rule(resource.inputs ?? {}, stack, resource);
    if (cost.reason) notPriced.push({ urn: resource.urn, reason: cost.reason });
    const component = components.get(resource.urn) ?? "stack";
    const own = items.get(component) ?? [];
    for (const fixed of cost.fixed ?? []) own.push({ urn: resource.urn, ...fixed, monthly: cents(fixed.monthly) });
    if (own.length > 0) items.set(component, own);
    for (const use of cost.usage ?? []) usage.set(use.item, use);
  }
  const priced = [...items].map(([component, own]): CostComponent => {
    return { component, monthly: sum(own), items: own.sort(dearerFirst(({ item }) => item)) };
  });
  return {
    currency: prices.currency,
    region: prices.region,
    priceDate: prices.date,
    hoursAMonth: prices.hoursAMonth,
    total: sum(priced),
    components: priced.sort(dearerFirst(({ component }) => component)),
    usage: [...usage.values()].sort((one, other) => (one.item < other.item ? -1 : 1)),
    notPriced,
    arm64Saving: arm64Saving(resources, stack),
  };
};

/** Every amount is in whole cents, so that what is shown adds up. */
const cents = (amount: number): number => Math.round(amount * 100) / 100;

const sum = (parts: readonly { readonly monthly: number }[]): number =>
  cents(parts.reduce((total, { monthly }) => total + monthly, 0));

/** Resources register in another order each time; the report is the same each time. */
const dearerFirst =
  <T extends { readonly monthly: number }>(nameOf: (part: T) => string) =>
  (one: T, other: T): number =>
    other.monthly - one.monthly || (nameOf(one) < nameOf(other) ? -1 : 1);

const stackOf = (resources: readonly StateResource[], prices: Prices): Stack => {
  const index = new Map<string, StateResource>();
  for (const resource of resources) {
    for (const key of [resource.urn, resource.id, resource.outputs?.arn])
      if (typeof key === "string") index.set(key, resource);
  }
  return { resources, prices, find: (reference) => (typeof reference === "string" ? index.get(reference) : undefined) };
};
