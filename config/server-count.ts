import { releaseLineOf } from "../openmetadata/releases/release-lines";
import type { PlainStackConfig } from "./schema";
import { sizeDefaults } from "./sizes";

/** How many servers run, and whether a new one answers before an old one goes. */
export interface ServerCount {
  readonly minimum: number;
  /** As `minimum` where nothing scales them. */
  readonly maximum: number;
  readonly rolls: boolean;
}

/** What keys, size and release come to. */
export function serverCount({
  size,
  version,
  server,
}: Pick<PlainStackConfig, "size" | "version" | "server">): ServerCount {
  const { judgement } = releaseLineOf(version).severalServers;
  const usual = judgement === "allowed" ? sizeDefaults[size].server.replicas : 1;
  const minimum = server.autoscaling?.minimum ?? server.replicas ?? usual;
  const maximum = server.autoscaling?.maximum ?? minimum;
  return { minimum, maximum, rolls: judgement === "allowed" || (judgement === "warned" && maximum > 1) };
}
