import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import base from "./prices.json";

type Table = Readonly<Record<string, number>>;

/** Prices of one region, in the currency's units. `source` is where they were found. */
export type Prices = Omit<typeof base, "fargate" | "rds" | "openSearch" | "note"> & {
  /** Spot prices move, and AWS's price list leaves them out. */
  readonly fargate: Omit<(typeof base)["fargate"], "spot"> & { readonly spot?: (typeof base)["fargate"]["spot"] };
  readonly rds: Omit<(typeof base)["rds"], "storageGibMonth" | "postgres" | "mysql"> & {
    readonly storageGibMonth: Table;
    readonly postgres: Table;
    readonly mysql: Table;
  };
  readonly openSearch: { readonly source: string; readonly storageGibMonth: Table; readonly instances: Table };
};

/** Prices that count where a region has none. */
export const basePrices: Prices = base;

/** Where `npm run refresh-prices` puts the prices of a region. */
export const priceFile = (region: string): string => path.join(__dirname, "regions", `${region}.json`);

const read = new Map<string, Prices>();

/** The prices of a region; those of us-east-1 where none were fetched for it. `region` in them says whose they are. */
export const pricesOf = (region: string = base.region): Prices => {
  const known =
    read.get(region) ??
    (existsSync(priceFile(region)) ? (JSON.parse(readFileSync(priceFile(region), "utf8")) as Prices) : basePrices);
  read.set(region, known);
  return known;
};
