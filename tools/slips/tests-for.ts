import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Tests that run a container's script against the real program that it is for, by the script's name. */
const scriptTests: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^airflow-health/, ["airflow-health"]],
  [/mysql/, ["mysql-bootstrap", "moving-in"]],
  [/postgres|^bootstrap\.|^compare-|^record-/, ["postgres-bootstrap", "stored-settings", "moving-in"]],
  [/^gateway/, ["gateway"]],
  [/^key-files|^place-|^reset-|^run-/, ["server-steps"]],
  [/^search-/, ["search-settings"]],
  [/trust|^ca-/, ["trust"]],
  [/^write-ca/, ["postgres-bootstrap", "trust"]],
];

/** Folders of tests that bring a stack up on the engine, or need what a machine may not have: none is quick. */
const slow = /^tests\/(airflow|emulator|engine|faults|matrix|pull-requests|workflows)\//;
const rooms = ["openmetadata", "config", "components", "tests"];
const farthest = 3;
const most = 4;

const typescriptFiles = (directory: string, folder: string): string[] =>
  readdirSync(path.join(directory, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, "/")));

/** Which everyday tests would notice a slip, the nearest first: found by what they import, without running them. */
export class TestsFor {
  private readonly importers = new Map<string, string[]>();

  constructor(directory: string) {
    const files = rooms.flatMap((room) => typescriptFiles(directory, room));
    for (const file of files) {
      const text = readFileSync(path.join(directory, file), "utf8");
      for (const [, from = ""] of text.matchAll(/from "(\.[^"]+)"/g)) {
        const target = `${path.posix.join(path.posix.dirname(file), from)}.ts`;
        this.importers.set(target, [...(this.importers.get(target) ?? []), file]);
      }
    }
  }

  /** Test files, from the project's folder. */
  of(file: string): string[] {
    const script = /^openmetadata\/container-scripts\/(.+)$/.exec(file)?.[1];
    if (script !== undefined)
      return (scriptTests.find(([name]) => name.test(script))?.[1] ?? []).map(
        (name) => `tests/containers/${name}.test.ts`,
      );
    const found: string[] = [];
    let nearest = new Set([file]);
    const seen = new Set(nearest);
    for (let distance = 0; distance < farthest; distance++) {
      const next = [...nearest].flatMap((one) => this.importers.get(one) ?? []).filter((one) => !seen.has(one));
      next.forEach((one) => seen.add(one));
      found.push(...[...new Set(next)].filter((one) => one.endsWith(".test.ts") && !slow.test(one)).sort());
      nearest = new Set(next);
    }
    return found.slice(0, most);
  }
}
