import { minorOf } from "../../../openmetadata/releases/versions";
import { either, remove, removeCommand, setCommand, steps } from "../../../problems/commands";
import type { Problem } from "../../../problems/problem";
import { rule } from "../rule";

/** Where pip looks, which a requirements file may say; what names a file of its own is not in the build's folder. */
const lookups =
  /^(--(extra-)?index-url|-i|--find-links|-f|--trusted-host|--no-binary|--only-binary|--prefer-binary|--pre)\b/;

/** Name of a requirement as packages are compared: `OpenMetadata_Ingestion[x]==1` is openmetadata-ingestion. */
const packageOf = (line: string): string =>
  (/^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(line)?.[0] ?? "").toLowerCase().replace(/[._-]+/g, "-");

/** What is wrong with a line of requirements.txt that goes into the image; undefined for one that may be right. */
function wrongWith(line: string, version: string): string | undefined {
  const text = line.trim();
  if (text === "" || line.includes("\n")) return "one requirement in one line";
  if (text.startsWith("-"))
    return lookups.test(text) ? undefined : "requirements themselves: the build has no other file";
  if (/^(\.{0,2}\/|file:)/.test(text)) return "packages of an index or a URL: the build has no other file";
  const name = packageOf(text);
  if (["apache-airflow", "apache-airflow-core"].includes(name))
    return "packages beside Airflow, which the image brings and a constraint holds";
  const [, pinned] = /==\s*(\d+\.\d+)/.exec(text) ?? [];
  const isOurs = ["openmetadata-ingestion", "openmetadata-managed-apis"].includes(name);
  if (isOurs && pinned !== undefined && pinned !== minorOf(version))
    return `${name} of ${minorOf(version)}, the release of the server, or connectors in airflow.connectors`;
  return undefined;
}

/** What would only fail while the image is built, or bring another Airflow or another release into it. */
export const requirementsFitTheImage = rule(["version", "airflow"], ({ version, airflow }) => {
  if (airflow.host !== "create" || !/^\d+\.\d+/.test(version)) return {};
  const problems = airflow.requirements.flatMap((line, index): Problem[] => {
    const allowed = wrongWith(line, version);
    const key = `airflow.requirements[${index}]`;
    // A line may hold the password of an index.
    const found = /:\/\/[^/\s]*@/.test(line) ? "a line with a login in it" : JSON.stringify(line);
    return allowed === undefined ? [] : [{ key, found, allowed, fix: remove(key) }];
  });
  // Entries move up when one before them is removed: the last goes first.
  return { problems: problems.reverse() };
});

/** Everything is no network of yours: what Airflow may reach is then said by airflow.egress. */
export const egressIsSaid = rule(["airflow"], ({ airflow }) => {
  if (airflow.host !== "create" || airflow.egress === "all") return {};
  const index = airflow.egressCidrs.indexOf("0.0.0.0/0");
  if (index < 0) return {};
  const key = `airflow.egressCidrs[${index}]`;
  const allowed = `ranges of networks that you know while airflow.egress is "${airflow.egress}"; "all" opens every port to everything`;
  const open = steps("Or open everything", removeCommand(key), setCommand("airflow.egress", "all"));
  const fix = either(remove(key), open);
  return { problems: [{ key, found: '"0.0.0.0/0"', allowed, fix }] };
});
