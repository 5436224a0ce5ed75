import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../../../problems/record";
import type { ResourceShape, ServiceShapes } from "../../protocol/shapes/shape";
import { shapedServices, shapesFile } from "../../protocol/shapes/shapes";

/** What is learned of one type; undefined when the provider gave no answer, and what was known stays. */
type Learn<Lesson> = (
  type: string,
  shape: ResourceShape,
  objects: ServiceShapes["objects"],
) => Promise<Lesson | undefined>;

/**
 * Learns about every resource type of @pulumi/aws that is shaped, or those of the services and types that are wanted, and keeps the lessons in a file of this folder, a line each; a type of which there is nothing to say has none.
 * @returns what was learned now, by type
 */
export async function keepLessons<Lesson extends object>(
  name: string,
  wanted: readonly string[],
  learn: Learn<Lesson>,
): Promise<Record<string, Lesson>> {
  const file = path.join(__dirname, name);
  const learned: Record<string, Lesson> = {};
  const lessons = (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}) as Record<string, Lesson>;
  for (const service of shapedServices()["@pulumi/aws"]!) {
    const shapes = JSON.parse(readFileSync(shapesFile("@pulumi/aws", service), "utf8")) as ServiceShapes;
    const isWanted = (type: string) => wanted.length === 0 || wanted.includes(service) || wanted.includes(type);
    for (const [type, shape] of Object.entries(shapes.resources).filter(([type]) => isWanted(type))) {
      const lesson = await learn(type, shape, shapes.objects);
      if (lesson === undefined) continue;
      learned[type] = lesson;
      if (Object.keys(lesson).length > 0) lessons[type] = lesson;
      else delete lessons[type];
    }
    const lines = Object.entries(lessons).map(
      ([type, lesson]) => `${JSON.stringify(type)}: ${JSON.stringify(lesson, sorted)}`,
    );
    writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
  }
  return learned;
}

/** The provider answers in another order each time: members by name keep a file the same while nothing new is learned. */
const sorted = (_name: string, value: unknown): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value;
