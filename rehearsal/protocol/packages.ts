import { awsPackage } from "../aws/package";
import { dockerPackage } from "./docker";
import type { SimulatedPackage } from "./package";
import { randomPackage } from "./random";
import { stepsPackage } from "./steps";
import { tlsPackage } from "./tls";

/** Every provider that a rehearsal attaches to the engine. */
export const simulatedPackages: readonly SimulatedPackage[] = [
  awsPackage,
  randomPackage,
  tlsPackage,
  dockerPackage,
  stepsPackage,
];
