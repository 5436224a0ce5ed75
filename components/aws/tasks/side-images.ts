import type { StackConfig } from "../../../config/stack-config";
import { databaseClientImage, images, mirrored } from "../../../openmetadata/images/images";

/** A small image beside the products: the one that config names as it is, else the stack's own, from its mirror. */
export function sideImage(
  config: Pick<StackConfig, "images" | "database">,
  name: "gateway" | "databaseClient",
): string {
  const own = name === "gateway" ? images.gateway : databaseClientImage(config.database.engine);
  return config.images[name] ?? mirrored(own, config.images);
}
