import { closest, distance } from "fastest-levenshtein";
import { minorOf } from "../versions";
import line0_12 from "./0.12.json";
import line0_13 from "./0.13.json";
import line1_0 from "./1.0.json";
import line1_1 from "./1.1.json";
import line1_10 from "./1.10.json";
import line1_11 from "./1.11.json";
import line1_12 from "./1.12.json";
import line1_13 from "./1.13.json";
import line1_2 from "./1.2.json";
import line1_3 from "./1.3.json";
import line1_4 from "./1.4.json";
import line1_5 from "./1.5.json";
import line1_6 from "./1.6.json";
import line1_7 from "./1.7.json";
import line1_8 from "./1.8.json";
import line1_9 from "./1.9.json";
import line2_0 from "./2.0.json";

/** What the Python packages of one release line offer; read from the wheels' own metadata by scripts/refresh-connectors.ts. */
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

const known: readonly ConnectorFacts[] = [
  line0_12, line0_13, line1_0, line1_1, line1_2, line1_3, line1_4, line1_5, line1_6, line1_7, line1_8, line1_9,
  line1_10, line1_11, line1_12, line1_13, line2_0,
]; // prettier-ignore

/** Extras that are bundles, tools or tests rather than a source that workflows read. */
const notConnectors = new Set([
  "airflow", "airflow-container-1.10.15", "all", "all-dev-env", "azure-sso", "backup", "base", "data-insight", "dev", "docker", "docs", "e2e-test", "e2e_test",
  "exasol-test", "extended_testing", "ldap-users", "okta", "pandas", "pii-processor", "playwright", "presidio-analyzer", "pyarrow", "sample-entity", "sklearn",
  "slim", "test", "test-unit", "webhook-server",
]); // prettier-ignore

/** Facts of the release that `version` belongs to; undefined for a line whose packages are not known. */
export function connectorFacts(version: string): ConnectorFacts | undefined {
  return known.find((facts) => facts.line === minorOf(version));
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
