import { provenSentence } from "./requirements";
import type { ResolvedKit } from "./settings";
import { placeholders, steps } from "./steps";

const warning = (kit: ResolvedKit) => `## First of all

**On Airflow 3 the managed APIs check no login.** Anybody who reaches the port of your ${kit.webProcess} can deploy and run code in
Airflow, and read the environment of its processes: the database password, the Fernet key, every token in it. This was
measured (managed APIs 1.13.6.3 on Airflow 3.3.1: deploy, trigger, status and delete answer without a login, while
Airflow's own API asks for one). So:

- do not install \`openmetadata-managed-apis\` before you can close that port to everybody but the gateway;
- start the gateway in the same change; the check fails while deploy answers without a login;
- keep secrets of others out of the environment of Airflow's processes.
`;

/** `README.md` of the kit: the warning first, then the steps in order. */
export function readmeFile(kit: ResolvedKit): string {
  const numbered = steps(kit).map(({ title, body }, index) => `## ${index + 1}. ${title}\n\n${body.trimEnd()}\n`);
  const open = placeholders(kit);
  const secrets =
    open.length === 0
      ? ""
      : `## What you fill in\n\nNo secret is in these files.\n\n| name | comes from |\n|---|---|\n${open.map(([name, origin]) => `| \`${name}\` | ${origin} |`).join("\n")}\n`;
  const race = kit.airflow3
    ? ""
    : "- A deployment may be answered with 500 and `duplicate key … dag_pkey`: the scheduler wrote the same DAG at that moment (seen once, Airflow 2.10.5). Deploy it again.\n";
  const after = kit.managed
    ? `## Later\n\n- Upgrade the packages together with OpenMetadata: with another minor version every deployed workflow fails to import until both agree.\n- Deleting a workflow that has run may be answered with 500 although both of its files are gone: a known fault of the managed APIs.\n${race}- A new key pair of OpenMetadata makes the deployed tokens invalid: deploy the workflows again.\n`
    : "## Later\n\nUpgrade the packages together with OpenMetadata: the first two numbers of both versions must agree.\n";
  const head = `# OpenMetadata ${kit.version} on your Airflow ${kit.airflowVersion} (${kit.runtime})\n\nWritten for: ${kit.angles.join(", ")}. ${provenSentence(kit)}\n`;
  return [head, ...(kit.gateway ? [warning(kit)] : []), secrets, ...numbered, after]
    .filter((part) => part !== "")
    .join("\n");
}
