import { basePrices, type Prices } from "./region-prices";

/**
 * A file of AWS's price list, as far as it is read here: products by SKU, and what each costs on demand ("Getting price list files
 * manually", https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api-fetching-price-list-files-manually.html).
 */
export interface PriceList {
  readonly offerCode: string;
  /** When AWS published it, such as `2026-03-01T00:00:00Z`. */
  readonly publicationDate: string;
  readonly products: Readonly<Record<string, { readonly attributes: Attributes }>>;
  readonly terms: { readonly OnDemand?: Readonly<Record<string, Readonly<Record<string, Term>>>> };
}

type Attributes = Readonly<Record<string, string>>;

interface Term {
  readonly priceDimensions: Readonly<
    Record<string, { readonly beginRange?: string; readonly pricePerUnit: Readonly<Record<string, string>> }>
  >;
}

/** Price lists that are needed, by AWS's codes. */
export const offers = [
  "AmazonECS",
  "AmazonEC2",
  "AmazonVPC",
  "AWSELB",
  "AmazonEFS",
  "AWSSecretsManager",
  "AmazonCloudWatch",
  "awskms",
  "AmazonECR",
  "AmazonS3",
  "AmazonSNS",
  "AWSDataTransfer",
  "AmazonRDS",
  "AmazonES",
] as const;
type Offer = (typeof offers)[number];

/** `EUW1-Fargate-GB-Hours` → `Fargate-GB-Hours`: the region in front of what is used; us-east-1 has none. */
const usageOf = ({ usagetype = "" }: Attributes): string =>
  usagetype.replace(/^([A-Z]{2,4}\d?|[a-z]{2}(-[a-z]+)+-\d)-(?=[A-Za-z])/, "");

/** The first price of a product that is not free: prices fall with use, and some begin with a free allowance. */
const priceOf = (list: PriceList, sku: string, currency: string): number | undefined => {
  const terms = Object.values(list.terms.OnDemand?.[sku] ?? {});
  const dimensions = terms.flatMap(({ priceDimensions }) => Object.values(priceDimensions));
  return dimensions
    .sort((one, other) => Number(one.beginRange ?? 0) - Number(other.beginRange ?? 0))
    .map(({ pricePerUnit }) => Number(pricePerUnit[currency]))
    .find((price) => price > 0);
};

interface Found {
  readonly attributes: Attributes;
  readonly usage: string;
  readonly price: number;
}

const productsOf = (list: PriceList | undefined): Found[] =>
  Object.entries(list?.products ?? {}).flatMap(([sku, { attributes }]) => {
    const price = priceOf(list!, sku, basePrices.currency);
    return price === undefined ? [] : [{ attributes, usage: usageOf(attributes), price }];
  });

/** A region's prices as `pricesOf` reads them. Throws when something is in none of the lists: half a region's prices are none. */
export function regionPrices(region: string, lists: readonly PriceList[]): Prices {
  const products = new Map<Offer, Found[]>(
    offers.map((offer) => [offer, productsOf(lists.find(({ offerCode }) => offerCode === offer))]),
  );
  const missing: string[] = [];
  const one = (offer: Offer, usage: string, units = 1): number => {
    const matching = (products.get(offer) ?? []).filter((found) => found.usage === usage);
    const [dearest] = matching.sort((left, right) => right.price - left.price);
    if (dearest === undefined) missing.push(`${usage} (${offer})`);
    return rounded((dearest?.price ?? 0) * units);
  };
  const table = (offer: Offer, name: string, pick: (found: Found) => string | undefined): Record<string, number> => {
    const entries = (products.get(offer) ?? []).flatMap((found) => {
      const key = pick(found);
      return key === undefined ? [] : [[key, found.price] as const];
    });
    if (entries.length === 0) missing.push(`${name} (${offer})`);
    return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  };
  const prices = filled(region, dateOf(lists), one, table);
  if (missing.length > 0)
    throw new Error(`In AWS's price list of ${region} are missing: ${missing.join(", ")}. Nothing was written.`);
  return prices;
}

/** Ten digits are more than any price has; sums of binary fractions have more. */
const rounded = (price: number): number => Number(price.toFixed(10));

const dateOf = (lists: readonly PriceList[]): string =>
  lists
    .map(({ publicationDate }) => publicationDate.slice(0, 10))
    .sort()
    .at(-1) ?? "";

const source = "AWS's price list";

const database =
  (engine: string) =>
  ({ attributes }: Found): string | undefined =>
    attributes.databaseEngine === engine &&
    attributes.deploymentOption === "Single-AZ" &&
    attributes.licenseModel !== "Bring your own license"
      ? attributes.instanceType
      : undefined;

/** `ES:GP3-Storage`, `RDS:GP3-Storage` → `gp3`. */
const volume =
  (service: string) =>
  ({ usage, attributes }: Found): string | undefined =>
    attributes.deploymentOption === "Multi-AZ"
      ? undefined
      : new RegExp(`^${service}:(GP[23])-Storage$`).exec(usage)?.[1]?.toLowerCase();

type TableOf = (offer: Offer, name: string, pick: (found: Found) => string | undefined) => Record<string, number>;

type OneOf = (offer: Offer, usage: string, units?: number) => number;

const databasePrices = (one: OneOf, table: TableOf): Prices["rds"] => ({
  source,
  storageGibMonth: table("AmazonRDS", "storage", volume("RDS")),
  backupGibMonth: one("AmazonRDS", "RDS:ChargedBackupUsage"),
  multiZoneFactor: basePrices.rds.multiZoneFactor,
  postgres: table("AmazonRDS", "PostgreSQL", database("PostgreSQL")),
  mysql: table("AmazonRDS", "MySQL", database("MySQL")),
});

function fargatePrices(one: OneOf): Prices["fargate"] {
  const rate = (kind: string) => ({
    vcpuHour: one("AmazonECS", `Fargate-${kind}vCPU-Hours:perCPU`),
    gibHour: one("AmazonECS", `Fargate-${kind}GB-Hours`),
  });
  return {
    source,
    x86_64: rate(""),
    arm64: rate("ARM-"),
    ephemeralGibHour: one("AmazonECS", "Fargate-EphemeralStorage-GB-Hours"),
    ephemeralFreeGib: basePrices.fargate.ephemeralFreeGib,
  };
}

// eslint-disable-next-line max-lines-per-function -- a table
function filled(region: string, date: string, one: OneOf, table: TableOf): Prices {
  const { currency, hoursAMonth, route53, cloudWatch } = basePrices;
  return {
    region,
    currency,
    hoursAMonth,
    date,
    fargate: fargatePrices(one),
    natGateway: { source, hour: one("AmazonEC2", "NatGateway-Hours"), gib: one("AmazonEC2", "NatGateway-Bytes") },
    publicIpv4: { source, hour: one("AmazonVPC", "PublicIPv4:InUseAddress") },
    loadBalancer: { source, hour: one("AWSELB", "LoadBalancerUsage"), capacityUnitHour: one("AWSELB", "LCUUsage") },
    vpcEndpoint: { source, hour: one("AmazonVPC", "VpcEndpoint-Hours"), gib: one("AmazonVPC", "VpcEndpoint-Bytes") },
    efs: { source, gibMonth: one("AmazonEFS", "TimedStorage-ByteHrs") },
    secretsManager: {
      source,
      secretMonth: one("AWSSecretsManager", "AWSSecretsManager-Secrets"),
      tenThousandCalls: one("AWSSecretsManager", "AWSSecretsManagerAPIRequest", 10_000),
    },
    // Dashboards and hosted zones have one price for all regions.
    cloudWatch: {
      source,
      alarmMonth: one("AmazonCloudWatch", "CW:AlarmMonitorUsage"),
      dashboardMonth: cloudWatch.dashboardMonth,
      logGibIngested: one("AmazonCloudWatch", "DataProcessing-Bytes"),
      logGibMonth: one("AmazonCloudWatch", "TimedStorage-ByteHrs"),
    },
    route53,
    kms: { source, keyMonth: one("awskms", "KMS-Keys") },
    // One price of a machine for all regions that were looked at.
    codeBuild: basePrices.codeBuild,
    // The same everywhere ("Cost-effective ways for securing your web applications using AWS WAF", AWS blog).
    waf: basePrices.waf,
    ecr: { source, gibMonth: one("AmazonECR", "TimedStorage-ByteHrs") },
    s3: {
      source,
      gibMonth: one("AmazonS3", "TimedStorage-ByteHrs"),
      infrequentGibMonth: one("AmazonS3", "TimedStorage-SIA-ByteHrs"),
      thousandWrites: one("AmazonS3", "Requests-SIA-Tier1", 1000),
    },
    sns: { source, millionRequests: one("AmazonSNS", "Requests-Tier1", 1_000_000) },
    dataTransferOut: { source, gib: one("AWSDataTransfer", "DataTransfer-Out-Bytes") },
    rds: databasePrices(one, table),
    openSearch: {
      source,
      storageGibMonth: table("AmazonES", "storage", volume("ES")),
      instances: table("AmazonES", "instances", ({ attributes, usage }) =>
        /^ESInstance:/.test(usage) ? attributes.instanceType : undefined,
      ),
    },
  };
}
