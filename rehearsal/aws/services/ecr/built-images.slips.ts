import { RegistryImage } from "@pulumi/docker/registryImage";
import type { EngineSlip } from "../../testing/engine-slip";

export const engineSlip: EngineSlip = {
  what: "an image that is pushed past its registry",
  type: "docker:index/registryImage:RegistryImage",
  also: () => new RegistryImage("odd", { name: "odd:1", authConfig: { address: "registry.example.com" } }),
};
