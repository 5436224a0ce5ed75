import { readFileSync } from "node:fs";

/** Version of an installed npm package. */
export const packageVersion = (name: string): string =>
  (JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")) as { version: string }).version;
