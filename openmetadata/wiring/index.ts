import type { EnvironmentVariable } from "../tasks/container-spec";
import { type IngestionEnvironmentSettings, stackIngestionEnvironment } from "../environment/ingestion-environment";
import { releaseLineOf } from "../releases/release-lines";
import { serverEnvironment } from "../environment/server-environment";
import type { ServerEnvironmentSettings } from "../settings";
import { type Agreement, airflowAgreements, serverAgreements, type Wire } from "./agreements";
import { airflowListening, airflowLogin, serverListening } from "./listening";

export type { Wire } from "./agreements";
export { type ContradictingKey, contradictingKeys } from "./listening";

/** Options and lists hold more than what the stack counts on: a person who replaces one is taken to have kept the rest. */
const holdsMore = (value: unknown): boolean =>
  typeof value !== "string" || value.startsWith("[") || value.includes("=");

/**
 * Variables that would have another value if another part of the stack were changed: found by rendering the environment
 * once more for each such change. What the stack fills from a secret belongs to them.
 */
function wiredBy<Settings>(
  settings: Settings,
  agreements: readonly Agreement<Settings>[],
  render: (settings: Settings) => readonly EnvironmentVariable[],
): Map<string, Wire> {
  const own = render(settings);
  const wires = new Map<string, Wire>();
  for (const variable of own) {
    if ("secret" in variable) {
      const because = "the stack fills it from a secret of its own";
      wires.set(variable.name, { key: `secrets.${variable.secret}`, because });
    }
  }
  for (const { otherwise, ...wire } of agreements) {
    const other = new Map(render(otherwise(settings)).map((variable) => [variable.name, variable]));
    for (const variable of own) {
      if ("secret" in variable || wires.has(variable.name) || holdsMore(variable.value)) continue;
      const changed = other.get(variable.name);
      const isSame = changed !== undefined && "value" in changed && changed.value === variable.value;
      if (changed !== undefined && !isSame) wires.set(variable.name, wire);
    }
  }
  return wires;
}

/** What the stack counts on of the server's variables, by name. `settings` are those without the user's own variables. */
export function serverWires(settings: ServerEnvironmentSettings): ReadonlyMap<string, Wire> {
  const render = (changed: ServerEnvironmentSettings) => {
    try {
      return serverEnvironment(changed);
    } catch {
      return []; // A file of the user's own that cannot take the other address tells nothing.
    }
  };
  const wires = wiredBy(settings, serverAgreements, render);
  // A file of the user's own says by its values where it listens: contradictingKeys.
  const listening = settings.configurationFile === undefined ? serverListening(releaseLineOf(settings.version)) : [];
  return new Map([...wires, ...listening]);
}

/** What the stack counts on of a variable that a user adds to Airflow. */
export function airflowWires(
  settings: IngestionEnvironmentSettings,
): (name: string, value: string | undefined) => Wire | undefined {
  const line = releaseLineOf(settings.version);
  const wires = wiredBy(settings, airflowAgreements, stackIngestionEnvironment);
  return (name, value) =>
    wires.get(name) ?? airflowListening(name, line) ?? (value === undefined ? undefined : airflowLogin(name, value));
}
