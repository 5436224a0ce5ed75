import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ApiShapes, ResourceShape, ServiceShapes } from "./shape";

/** API client → the structures that are read from it, with all that they refer to; generate.ts writes a file for each. */
export const shapedApis: Record<string, readonly string[]> = { "@aws-sdk/client-ecs": ["ContainerDefinition"] };

const services = path.resolve(__dirname, "../../aws/services");

/** The services of which there is a file of shapes, which generate.ts refreshes and `npm run learn` adds. */
export const shapedServices = (): Readonly<Record<string, readonly string[]>> => ({
  "@pulumi/aws": readdirSync(services)
    .filter((service) => existsSync(shapesFile("@pulumi/aws", service)))
    .sort(),
  "@pulumi/docker": ["index"],
  "@pulumi/random": ["index"],
  "@pulumi/tls": ["index"],
});

/** Those of AWS are with what else is known of their service. */
export const shapesFile = (packageName: string, service: string): string =>
  packageName === "@pulumi/aws"
    ? path.join(services, service, "shapes.generated.json")
    : path.join(__dirname, "generated", `${packageName.replace("@pulumi/", "")}.${service}.generated.json`);

export const apiShapesFile = (packageName: string): string =>
  path.join(services, packageName.replace("@aws-sdk/client-", ""), "api-shapes.generated.json");

const loaded = new Map<string, ServiceShapes | undefined>();

/** The declared shape of a resource type such as `aws:ecs/service:Service`, and the objects it refers to. */
export function shapeOf(type: string): { resource: ResourceShape; objects: ServiceShapes["objects"] } | undefined {
  const [packageName = "", module = ""] = type.split(":");
  const service = module.split("/")[0]!;
  const key = `${packageName}:${service}`;
  if (!loaded.has(key)) loaded.set(key, read(shapesFile(`@pulumi/${packageName}`, service)));
  const shapes = loaded.get(key) ?? (packageName === "aws" ? declaredNow(service, type) : undefined);
  const resource = shapes?.resources[type];
  return resource && { resource, objects: shapes.objects };
}

const read = (file: string): ServiceShapes | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ServiceShapes) : undefined;

const readNow = new Map<string, ServiceShapes>();

/** A type of a service that has no file of shapes, read from the installed package: some two seconds, the first time. */
function declaredNow(service: string, type: string): ServiceShapes {
  const known = readNow.get(type);
  if (known) return known;
  // Loaded here only: it brings the TypeScript compiler along.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { readerOf } = require("./read-declarations") as {
    readerOf(packageName: string): { service(service: string, wanted: string): ServiceShapes };
  };
  const shapes = readerOf("@pulumi/aws").service(service, type);
  readNow.set(type, shapes);
  return shapes;
}

const loadedApis = new Map<string, ApiShapes>();

/** The structures of an API that are in `shapedApis`. */
export function apiObjects(packageName: string): ApiShapes["objects"] {
  const found =
    loadedApis.get(packageName) ?? (JSON.parse(readFileSync(apiShapesFile(packageName), "utf8")) as ApiShapes);
  loadedApis.set(packageName, found);
  return found.objects;
}
