import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { closest, distance } from "fastest-levenshtein";
import { minorOf } from "../releases/versions";

/** What the Python packages of one release line offer; read from the wheels' own metadata by tools/refresh-connectors.ts. */
export interface ConnectorFacts {
  /** First two numbers of the release, `1.13`. */
  readonly line: string;
  /** The newest package of the line, whose metadata this is. */
  readonly package: string;
  readonly source: string;
  /** Python that the package asks for, such as `>=3.10`. */
  readonly python: string | null;
  /** Airflow that the package's own `airflow` extra pins. */
  readonly airflowExtra: string | null;
  /** Every extra that the package declares, connectors and others. */
  readonly extras: readonly string[];
  /** The newest package of each image tag: `1.13.6` → `1.13.6.3`. */
  readonly packages: Readonly<Record<string, string>>;
}

/** Extras that are bundles, tools or tests rather than a source that workflows read. */
const notConnectors = new Set([
  "airflow", "airflow-container-1.10.15", "all", "all-dev-env", "azure-sso", "backup", "base", "data-insight", "dev", "docker", "docs", "e2e-test", "e2e_test",
  "exasol-test", "extended_testing", "ldap-users", "okta", "pandas", "pii-processor", "playwright", "presidio-analyzer", "pyarrow", "sample-entity", "sklearn",
  "slim", "test", "test-unit", "webhook-server",
]); // prettier-ignore

const read = new Map<string, ConnectorFacts | undefined>();

/**
 * Facts of the release that `version` belongs to; undefined for a line whose packages are not known. A line's file is read
 * when it is asked for: a stack has one release.
 */
export function connectorFacts(version: string): ConnectorFacts | undefined {
  const line = minorOf(version);
  if (!read.has(line)) {
    const file = path.join(__dirname, `${line}.json`);
    read.set(line, existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ConnectorFacts) : undefined);
  }
  return read.get(line);
}

/**
 * The package version that belongs to a release: `1.13.6` → `1.13.6.3`, the newest package of that tag. A version with
 * four numbers is a package version already. Undefined when nothing is published for it.
 */
export function packageVersion(version: string): string | undefined {
  const packages = connectorFacts(version)?.packages ?? {};
  if (version.split(".").length > 3)
    return Object.hasOwn(packages, version.split(".").slice(0, 3).join(".")) ? version : undefined;
  return packages[version];
}

/** The connectors that a release really has, sorted. Empty for an unknown line. */
export function connectorNames(version: string): string[] {
  return (connectorFacts(version)?.extras ?? []).filter((extra) => !notConnectors.has(extra));
}

/** A connector name that the release does not have, with the nearest one that it has. */
export interface UnknownConnector {
  readonly name: string;
  readonly nearest?: string;
}

/** Those of `names` that are no connector of the release. An unknown line knows nothing, so nothing is reported. */
export function unknownConnectors(version: string, names: readonly string[]): UnknownConnector[] {
  const allowed = connectorNames(version);
  if (allowed.length === 0) return [];
  return names
    .filter((name) => !allowed.includes(name))
    .map((name) => {
      const nearest = closest(name, allowed);
      return distance(name, nearest) <= Math.max(2, name.length / 3) ? { name, nearest } : { name };
    });
}
