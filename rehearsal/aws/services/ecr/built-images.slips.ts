import { Image } from "@pulumi/docker/image";
import type { EngineSlip } from "../../testing/engine-slip";

export const engineSlip: EngineSlip = {
  what: "an image that is pushed past its registry",
  type: "docker:index/image:Image",
  also: () => new Image("odd", { imageName: "odd:1", registry: { server: "registry.example.com" } }),
};
