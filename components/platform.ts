import { readStackConfig } from "../config/read";
import { checkAccount } from "./aws/account/account-checks";
import { checkSubnetZones } from "./aws/network/existing-subnets";
import { platformOutputs } from "./aws/outputs/outputs";
import { awsPlatform } from "./aws/platform";

/**
 * The program: what the stack file says, on the platform that it names, as stack outputs. Each call registers every
 * resource afresh, so that one process can run it again and again.
 */
export async function platform(): Promise<Record<string, unknown>> {
  const config = readStackConfig();
  await Promise.all([checkSubnetZones(config.network), checkAccount(config)]);
  return platformOutputs(awsPlatform(config), config);
}
