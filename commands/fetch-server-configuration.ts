/**
 * Fetches the openmetadata.yaml of a release from the upstream repository, for `effective-config --template`.
 *   npm run fetch-server-configuration -- VERSION [FILE]
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

async function fetchConfiguration(version: string, file: string): Promise<void> {
  const address = `https://raw.githubusercontent.com/open-metadata/OpenMetadata/${version}-release/conf/openmetadata.yaml`;
  let answer: Response;
  try {
    answer = await fetch(address, { signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    throw new Error(
      `${address} cannot be reached (${(error as Error).message}). Take the file from the image instead: /opt/openmetadata/conf/openmetadata.yaml`,
    );
  }
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}. Is ${version} a release?`);
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, await answer.text());
  console.log(`Wrote ${file}`);
}

const [version, file = `.cache/openmetadata-${version}.yaml`] = process.argv.slice(2);
if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
  console.error("Name a release: npm run fetch-server-configuration -- 1.12.6 [FILE]");
  process.exitCode = 2;
} else {
  fetchConfiguration(version, file).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
