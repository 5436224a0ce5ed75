import { readStackConfig } from "../config/read";
import { checkAccount } from "./aws/account/account-checks";
import { checkSubnetZones } from "./aws/network/existing-subnets";
import { platformOutputs } from "./aws/outputs/outputs";
import { awsPlatform } from "./aws/platform";
import type { TeamTouch } from "./team";

/**
 * The program: what the stack file says, on the platform that it names, as stack outputs. Each call registers every
 * resource again, so that one process can run it again and again.
 *
 * @param touch what a team adds of its own; default: nothing
 */
export async function platform(touch: TeamTouch = {}): Promise<Record<string, unknown>> {
  const config = readStackConfig();
  await Promise.all([checkSubnetZones(config.network), checkAccount(config)]);
  await touch.before?.(config);
  const made = awsPlatform(config);
  const team = touch.after?.(made, config);
  return { ...platformOutputs(made, config), ...(team && { team }) };
}
