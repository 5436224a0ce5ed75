import { checkFile } from "./check";
import { exampleDags } from "./dags";
import { configurationSections, environmentFile } from "./environment";
import { gatewayFiles } from "./gateway";
import { readmeFile } from "./readme";
import { constraintsFile, requirementsFile } from "./requirements";
import { composeFiles } from "./runtimes/compose";
import { helmFiles } from "./runtimes/helm";
import { imageFiles } from "./runtimes/image";
import { astronomerFiles, mwaaFiles, mwaaRequirements } from "./runtimes/managed-services";
import { type AirflowKitSettings, type KitFile, type ResolvedKit, resolveKit } from "./settings";

export type { AirflowKitSettings, KitFile } from "./settings";

/**
 * Everything a team installs and sets on an Airflow of its own, as files. The same settings give the same files, byte
 * for byte; none of them holds a secret.
 */
export function renderAirflowKit(settings: AirflowKitSettings): KitFile[] {
  const kit = resolveKit(settings);
  if (kit.angles.length === 0) throw new Error("airflow.angles is empty: there is nothing to install.");
  const requirements = requirementsFile(kit);
  const gateway = gatewayFiles(kit);
  // In these runtimes the settings are in the runtime's own files.
  const ownSettings = (kit.managed || kit.lineage) && (kit.runtime === "virtualenv" || kit.runtime === "image");
  const files: KitFile[] = [
    { path: "README.md", text: readmeFile(kit) },
    { path: "requirements.txt", text: kit.runtime === "mwaa" ? mwaaRequirements(requirements) : requirements },
    { path: "constraints.txt", text: constraintsFile(kit) },
    ...(ownSettings ? [{ path: "openmetadata.env", text: environmentFile(kit) }] : []),
    ...(ownSettings && kit.runtime === "virtualenv"
      ? [{ path: "airflow.cfg.openmetadata", text: configurationSections(kit) }]
      : []),
    ...gateway.filter(({ path }) => kit.runtime !== "helm" || !path.startsWith("gateway/")),
    ...runtimeFiles(kit, gateway),
    ...exampleDags(kit),
    checkFile(kit),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function runtimeFiles(kit: ResolvedKit, gateway: readonly KitFile[]): KitFile[] {
  switch (kit.runtime) {
    case "virtualenv":
      return [];
    case "image":
      return imageFiles(kit);
    case "compose":
      return composeFiles(kit);
    case "helm":
      return helmFiles(kit, gateway);
    case "mwaa":
      return mwaaFiles(kit);
    case "astronomer":
      return astronomerFiles(kit);
  }
}
