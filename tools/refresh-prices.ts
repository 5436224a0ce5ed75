/**
 * Writes the prices of a region, from AWS's public price list, to rehearsal/cost/regions/REGION.json.
 *   npm run refresh-prices -- REGION [--from FOLDER]
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { offers, type PriceList, regionPrices } from "../rehearsal/cost/price-list";
import { priceFile } from "../rehearsal/cost/region-prices";

/** Public, without an account. The list of EC2 is some hundred megabytes long. */
const priceLists = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws";

const command = new Command("refresh-prices")
  .description("Writes the prices of a region, from AWS's public price list, to rehearsal/cost/regions/REGION.json.")
  .argument("<region>", "such as eu-west-1")
  .option("--from <folder>", "read OFFER.json (AmazonECS.json, …) from a folder instead of fetching it")
  .action(async (region: string, { from }: { from?: string }) => {
    try {
      process.stdout.write(`${await refresh(region, from)}\n`);
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`);
      process.exitCode = 1;
    }
  });

async function refresh(region: string, from: string | undefined): Promise<string> {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) throw new Error(`${region} is no region; write one such as eu-west-1.`);
  const lists: PriceList[] = [];
  for (const offer of offers) lists.push(from === undefined ? await fetched(offer, region) : kept(from, offer));
  const prices = regionPrices(region, lists);
  const file = priceFile(region);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(prices, null, 2)}\n`);
  return `${path.relative(process.cwd(), file)}: prices of ${region} of ${prices.date}`;
}

async function fetched(offer: string, region: string): Promise<PriceList> {
  const address = `${priceLists}/${offer}/current/${region}/index.json`;
  process.stderr.write(`${address} …\n`);
  const answer = await fetch(address).catch((error: Error) => {
    throw new Error(
      `${address} cannot be fetched (${error.message}). Fetch the lists where there is a network, and read them with --from FOLDER.`,
    );
  });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}: is ${region} a region?`);
  return (await answer.json()) as PriceList;
}

function kept(folder: string, offer: string): PriceList {
  const file = path.join(folder, `${offer}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as PriceList;
  } catch (error) {
    throw new Error(
      `${file} cannot be read: ${(error as Error).message}. Fetch it from ${priceLists}/${offer}/current/REGION/index.json`,
    );
  }
}

command.parse();
