import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type KitFile, type ResolvedKit, serverPlaceholder } from "./settings";

const empty = 'SETTINGS = json.loads(r"""{}""")';

/** The script that the team runs: files/check.py with what this kit was written for. Holds no secret. */
export function checkFile(kit: ResolvedKit): KitFile {
  const settings = {
    openmetadata: kit.version,
    package: kit.packages,
    airflow: kit.airflowVersion,
    airflowMajor: kit.airflow3 ? 3 : 2,
    angles: kit.angles,
    connectors: kit.connectors,
    username: kit.username,
    endpoint: kit.endpoint ?? null,
    server: kit.apiUrl.startsWith(serverPlaceholder) ? null : kit.apiUrl,
    managedApisPath: kit.managedApisPath,
    gateway: kit.gateway,
  };
  const script = readFileSync(join(__dirname, "files", "check.py"), "utf8");
  if (!script.includes(empty)) throw new Error(`files/check.py has no line ${empty}`);
  return {
    path: "check.py",
    executable: true,
    text: script.replace(empty, () => `SETTINGS = json.loads(r"""${JSON.stringify(settings, null, 2)}""")`),
  };
}
