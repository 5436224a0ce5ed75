import { type AuthenticationMode, authenticationModes } from "../auth/modes";
import { set } from "../../problems/commands";
import {
  admissionFacts,
  airflowFacts,
  imageFacts,
  migrationFacts,
  severalServersFacts,
  stepFacts,
  storedAddressFacts,
  storedSecurityFacts,
} from "./line-facts";
import { type LineRange, lineRanges, proposedLine } from "./lines";
import type { ReleaseLine, VersionRange } from "./release-line";
import { acceptedValues } from "../variables/accepted-values";
import { atLeast, before, compareVersions, minorOf, within } from "./versions";

export type { ReleaseLine, VersionRange };

/** Names of the release lines, oldest first. */
export const releaseLineNames: readonly string[] = lineRanges.map((line) => line.name);

/** The release line of a version. Throws when the version is in none, naming the lines there are. */
export function releaseLineOf(version: string): ReleaseLine {
  const range = lineRanges.find((line) => atLeast(version, line.from) && before(version, line.to));
  if (range === undefined) {
    throw new Error(
      `openmetadata:version is "${version}", which is in no release line that this project knows: ${releaseLineNames.join(", ")}.\n` +
        set("version", proposedLine.newest),
    );
  }
  const note = noteOn(version, range);
  return {
    name: range.name,
    version,
    ...(note === undefined ? {} : { note }),
    ...airflowFacts(version),
    ...imageFacts(version),
    ...migrationFacts(version),
    ...storedSecurityFacts(version),
    ...storedAddressFacts(version),
    ...stepFacts(version),
    ...admissionFacts(version),
    ...severalServersFacts(version),
    authenticationModes: authenticationModesOf(version),
    confidentialClients: atLeast(version, "1.3.2"),
    databaseMinimum: atLeast(version, "2.0.0") ? { postgres: "15", mysql: "8.0.42" } : { postgres: "12", mysql: "8.0" },
    searchRange: searchRangeOf(version),
    stickySessions: before(version, "2.0.0"),
    signsSearchRequests: atLeast(version, "1.12.0"),
    jwksPath: atLeast(version, "1.0.0") ? "/api/v1/system/config/jwks" : "/api/v1/config/jwks",
    javaPackage: within(version, "0.12.0") ? "org.openmetadata.catalog" : "org.openmetadata.service",
  };
}

function noteOn(version: string, range: LineRange): string | undefined {
  if (compareVersions(version, range.newest) <= 0) return undefined;
  const what = minorOf(version) === minorOf(range.newest) || atLeast(range.newest, version) ? "patch" : "release";
  return `openmetadata:version ${version} is a newer ${what} than ${range.newest}, the newest of line ${range.name} that this project knows: see that its images exist; it is assumed to read the same settings.`;
}

/** Why a release does not have a mode, with the source; undefined when it has it. */
export function missingModeReason(mode: AuthenticationMode, version: string): string | undefined {
  const accepted = acceptedValues("AUTHENTICATION_PROVIDER", version);
  if (accepted !== undefined && !accepted.values.includes(mode))
    return `${accepted.source} do not name this provider, and a server that is given it ends at its start`;
  if (mode === "basic" && before(version, "0.12.1"))
    return "basic authentication came with 0.12.1 (the 0.12.0 configuration file has neither its sign-up keys nor a key pair)";
  if ((mode === "ldap" || mode === "saml") && before(version, "1.0.0"))
    return `the configuration files up to 0.13.1 have no ${mode} section (OpenMetadata issue 10211)`;
  return undefined;
}

const authenticationModesOf = (version: string): AuthenticationMode[] =>
  authenticationModes.filter((mode) => missingModeReason(mode, version) === undefined);

/**
 * Sources: to 1.1 the client (Elasticsearch 7's), to 1.11 the compose files and the documentation, from 2.0 the documentation. For
 * 1.12 and 1.13 the upgrade page (OpenSearch 3.2) and the AWS page (2.19 at most) disagree, so both are let through.
 */
function searchRangeOf(version: string): ReleaseLine["searchRange"] {
  if (before(version, "1.2.0")) {
    return { opensearch: { minimum: "1.0", maximum: "1.3" }, elasticsearch: { minimum: "7.10", maximum: "7" } };
  }
  if (before(version, "1.12.0")) {
    return { opensearch: { minimum: "1.3", maximum: "2.19" }, elasticsearch: { minimum: "8.0", maximum: "8" } };
  }
  if (before(version, "2.0.0")) {
    return { opensearch: { minimum: "2.5", maximum: "3" }, elasticsearch: { minimum: "8.0", maximum: "9" } };
  }
  return { opensearch: { minimum: "3.0", maximum: "3" }, elasticsearch: { minimum: "9.0", maximum: "9" } };
}

/** Whether a version lies in a range; `maximum: "2"` takes every 2.x. */
export const inRange = (version: string, range: VersionRange): boolean =>
  atLeast(version, range.minimum) &&
  (range.maximum === undefined || within(version, range.maximum) || compareVersions(version, range.maximum) <= 0);
