import * as ec2 from "@pulumi/aws/ec2";
import { setCommand, steps } from "../../../problems/commands";
import { refusal } from "../../../problems/refusal";
import { type Problem, problemsText } from "../../../problems/problem";
import type { NetworkConfig } from "../../../config/schema";

/** A subnet of yours and the zone that it is in; undefined where that is not known, as in a rehearsal. */
export interface PlacedSubnet {
  readonly id: string;
  readonly zone: string | undefined;
}

/** One subnet a zone: a file system has one mount target in each, and load balancer and search domain one address. */
export function zoneProblems(key: string, subnets: readonly PlacedSubnet[]): Problem[] {
  return subnets.flatMap(({ id, zone }, index) => {
    const before = subnets.slice(0, index).find((other) => zone !== undefined && other.zone === zone);
    if (before === undefined) return [];
    const found = `a list with ${before.id} and ${id}, both in zone ${zone}`;
    const fix = steps("Name a subnet of another zone", setCommand(`${key}[${index}]`));
    return [{ key, found, allowed: "one subnet a zone", fix }];
  });
}

/** Asks AWS for the zones of an existing network's subnets, which no stack file says, before anything is registered. */
export async function checkSubnetZones(network: NetworkConfig): Promise<void> {
  if (network.mode !== "existing") return;
  const placed = async (ids: readonly string[]): Promise<PlacedSubnet[]> =>
    Promise.all(ids.map(async (id) => ({ id, zone: (await ec2.getSubnet({ id })).availabilityZone || undefined })));
  const lists = {
    "network.privateSubnetIds": network.privateSubnetIds,
    "network.publicSubnetIds": network.publicSubnetIds ?? [],
  };
  const problems = await Promise.all(
    Object.entries(lists).map(async ([key, ids]) => zoneProblems(key, await placed(ids))),
  );
  if (problems.flat().length > 0) throw refusal(problemsText(problems.flat()));
}
