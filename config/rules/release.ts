import { nearestRelease } from "../../openmetadata/releases/known-releases";
import { inRange, type ReleaseLine, releaseLineNames, releaseLineOf } from "../../openmetadata/releases/release-lines";
import { minorOf } from "../../openmetadata/releases/versions";
import { set } from "../../problems/commands";
import type { Note, Problem } from "../../problems/problem";
import { defaultVersion } from "../schema";
import { rule } from "./rule";

/** The release line of a version, or undefined when there is none: the rule below says so once. */
export function lineOf(version: string): ReleaseLine | undefined {
  try {
    return releaseLineOf(version);
  } catch {
    return undefined;
  }
}

/** OpenSearch of a created domain when the stack file names none; undefined where the schema's own default serves. */
export function defaultSearchVersion(version: unknown): string | undefined {
  const line = typeof version === "string" ? lineOf(version) : undefined;
  const offered = ["2.19", "3.1", "1.3"];
  const first = line && offered.find((candidate) => inRange(candidate, line.searchRange.opensearch));
  return first === "2.19" ? undefined : first;
}

/** What is wrong with a version that is no release of a line that the project knows. */
export function versionProblem(version: string): Problem {
  const nearest = nearestRelease(version);
  const guess = nearest === undefined ? "" : `; did you mean ${nearest}?`;
  const tens = /^\d+\.\d$/.test(version) ? nearestRelease(`${version}0`) : undefined;
  const yaml = tens?.startsWith(`${version}0.`) ? ` YAML reads ${version}0 without quotes as ${version}` : "";
  const lines = `a release of one of the lines ${releaseLineNames.join(", ")}`;
  return {
    key: "version",
    found: JSON.stringify(version),
    allowed: `an image tag of three numbers such as 1.13.6, ${lines}${guess}${yaml}`,
    fix: set("version", nearest ?? defaultVersion),
  };
}

/** A version newer than the newest known release of its line is accepted with a note. */
export const newerThanKnown = rule(["version"], ({ version }) => {
  const note = lineOf(version)?.note;
  return note === undefined ? {} : { notes: [{ key: "version", text: note.replace(/^openmetadata:version /, "") }] };
});

/** First two numbers of an image's tag; undefined when the tag does not begin with a version. */
const minorOfTag = (image: string): string | undefined => /:v?(\d+\.\d+)(?![\d])[^/@]*(@|$)/.exec(image)?.[1];

function wrongMinor(key: string, image: string | undefined, version: string): Problem[] {
  const minor = image === undefined ? undefined : minorOfTag(image);
  if (image === undefined || minor === undefined || minor === minorOf(version)) return [];
  const why =
    "server and ingestion image must be of the same release: each DAG asks the server for its version and fails on another";
  return [
    {
      key,
      found: `"${image}"`,
      allowed: `a tag of ${minorOf(version)} while openmetadata:version is "${version}"; ${why}`,
      fix: set(key),
    },
  ];
}

/** An image of the user's own whose tag names no release: what the stack sets is that of `version`, whichever is inside. */
function unknownRelease(key: string, image: string | undefined): Note[] {
  if (image === undefined || minorOfTag(image) !== undefined || image.includes("@sha256:")) return [];
  return [
    {
      key,
      text: `${image}: the tag names no release; what is inside must be of openmetadata:version, and may change by itself`,
    },
  ];
}

export const imagesAreOfTheRelease = rule(["version", "server", "airflow"], ({ version, server, airflow }) => ({
  problems: [
    ...wrongMinor("server.image", server.image, version),
    ...(airflow.host === "create" ? wrongMinor("airflow.image", airflow.image, version) : []),
  ],
  notes: [
    ...unknownRelease("server.image", server.image),
    ...(airflow.host === "create" ? unknownRelease("airflow.image", airflow.image) : []),
  ],
}));
