import type * as template from "./template";

/** A configuration file of the user's own, mounted in place of the image's: the names it reads, and where. */
export interface ConfigurationFile {
  readonly names: readonly string[];
  readonly entries: readonly template.TemplateEntry[];
}

/** Reads a configuration file. Throws when it is not YAML. */
export function configurationFileOf(text: string): ConfigurationFile {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- with its YAML parser, loaded when there is a file
  const { namesOf, readTemplate } = require("./template") as typeof template;
  try {
    const entries = readTemplate(text);
    return { names: namesOf(entries), entries };
  } catch (error) {
    throw new Error(`openmetadata:server.configurationFile is ${(error as Error).message}`);
  }
}
