/**
 * Fetches the openmetadata.yaml of a release from the upstream repository, for `effective-config --template`.
 *   npm run fetch-server-configuration -- VERSION [FILE]
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command, InvalidArgumentError } from "commander";

async function fetchConfiguration(version: string, file: string): Promise<void> {
  const address = `https://raw.githubusercontent.com/open-metadata/OpenMetadata/${version}-release/conf/openmetadata.yaml`;
  let answer: Response;
  try {
    answer = await fetch(address, { signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    throw new Error(
      `${address} cannot be reached (${(error as Error).message}). Take the file from the image instead:\n    docker run --rm --entrypoint cat docker.getcollate.io/openmetadata/server:${version} /opt/openmetadata/conf/openmetadata.yaml > ${file}`,
    );
  }
  if (!answer.ok)
    throw new Error(`${address} answers ${answer.status}. Is ${version} a release? Name another:\n    ${example}`);
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, await answer.text());
  console.log(`Wrote ${file}`);
}

const example = "npm run fetch-server-configuration -- 1.12.6";

/** A release as its tag names it. */
function release(text: string): string {
  if (!/^\d+\.\d+\.\d+$/.test(text)) throw new InvalidArgumentError(`a release has three numbers:\n    ${example}`);
  return text;
}

new Command("npm run fetch-server-configuration --")
  .description("Fetches the openmetadata.yaml of a release from the upstream repository.")
  .argument("<version>", "release, such as 1.12.6", release)
  .argument("[file]", "file to write; .cache/openmetadata-VERSION.yaml when absent")
  .allowExcessArguments(false)
  .showHelpAfterError(`Name a release:\n    ${example}`)
  .action(async (version: string, file?: string) => {
    try {
      await fetchConfiguration(version, file ?? `.cache/openmetadata-${version}.yaml`);
    } catch (error) {
      console.error((error as Error).message);
      process.exitCode = 1;
    }
  })
  .parseAsync();
