import { authenticationModes } from "../auth/modes";
import { lineRanges } from "../releases/lines";
import { missingModeReason, type ReleaseLine, releaseLineOf, type VersionRange } from "../releases/release-lines";

type LineRange = (typeof lineRanges)[number];

/** What the first and the newest known release of a line say, once when they agree. */
function fact({ from, newest }: LineRange, of: (line: ReleaseLine) => string): string {
  const [first, last] = [of(releaseLineOf(from)), of(releaseLineOf(newest))];
  return first === last ? first : `${first} → ${last}`;
}

const versions = ({ minimum, maximum }: VersionRange): string =>
  maximum === undefined ? `${minimum} or newer` : `${minimum} to ${maximum.includes(".") ? maximum : `${maximum}.x`}`;

const migration = (line: ReleaseLine): string =>
  line.migration === "at-start" ? "at start" : `\`${line.migration.command.join(" ")}\``;

const row = (line: LineRange): string =>
  [
    line.name,
    line.newest,
    fact(line, ({ airflowVersion }) => airflowVersion),
    fact(line, ({ managedApisPath }) => `\`${managedApisPath}\``),
    fact(line, migration),
    fact(line, ({ databaseMinimum: { postgres, mysql } }) => `${postgres} / ${mysql}`),
    fact(line, ({ searchRange }) => versions(searchRange.opensearch)),
    fact(line, ({ searchRange }) => versions(searchRange.elasticsearch)),
    fact(line, ({ confidentialClients }) => (confidentialClients ? "yes" : "no")),
    fact(line, ({ storedSecuritySettings }) => (storedSecuritySettings ? "yes" : "no")),
  ].join(" | ");

/** Modes that some line does not have, with the source. */
const missingModes = (): string[] =>
  lineRanges.flatMap(({ name, newest }) =>
    authenticationModes.flatMap((mode) => {
      const reason = missingModeReason(mode, newest);
      return reason === undefined ? [] : [`- ${mode} on ${name}: ${reason}.`];
    }),
  );

/** The part of the reference about release lines. */
export const lineReference = (): string => `## Release lines

| line | newest known | Airflow of the image | managed APIs | migration | PostgreSQL / MySQL at least | OpenSearch | Elasticsearch | confidential clients | stored security settings |
|---|---|---|---|---|---|---|---|---|---|
${lineRanges.map((line) => `| ${row(line)} |`).join("\n")}

An arrow: from the line's first release to its newest known. A newer patch or minor of a line is accepted with a note.
For 1.12 and 1.13 the sources disagree about OpenSearch (upgrade page: 3.2 at least, AWS page: 2.19 at most), so that
both are let through. Every release has every authentication mode, but:

${missingModes().join("\n")}

### A change of \`auth\` in a running installation

- Before 1.10 the server reads its security settings from the environment at each start: \`pulumi up\` is enough.
- From 1.10 the command \`openmetadata-ops.sh remove-security-config --force\` exists, and from about 1.11.7 settings kept
  in the database win over the environment. The server's task therefore compares a fingerprint of these settings with
  the one it stored, and removes what is stored when they differ. That also removes what was set in the user interface;
  on a database that the stack did not create, or made from a snapshot, it happens only with
  \`auth.resetStored: true\`, and stops otherwise.
`;
