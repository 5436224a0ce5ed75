import type { EnvironmentBuilder } from "../environment";
import type { ReleaseLine } from "../release-lines";
import type { ServerEnvironmentSettings } from "../server-environment";
import { namesOf, readTemplate, type TemplateEntry } from "./template";

/** A configuration file of the user's own, mounted in place of the image's: the names it reads, and what they mean. */
export interface ConfigurationFile {
  readonly names: readonly string[];
  readonly entries: readonly TemplateEntry[];
  /** Gives each name the value that this file's own use of it asks for, where that differs from the release's. */
  readonly fill: (settings: ServerEnvironmentSettings, line: ReleaseLine, builder: EnvironmentBuilder) => void;
}

/** Reads a configuration file. Throws when it is not YAML. */
export function configurationFileOf(text: string): ConfigurationFile {
  const entries = readTemplate(text);
  return { names: namesOf(entries), entries, fill: () => undefined };
}
