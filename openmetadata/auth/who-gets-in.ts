import { lineRanges } from "../releases/lines";
import { missingModeReason, releaseLineOf } from "../releases/release-lines";
import { serverVariable } from "../variables/server-variables";
import { witnessesOf } from "../variables/witnesses";
import { admission, hasOutsideUsers } from "./admission";
import { type AuthenticationMode, authenticationModes } from "./modes";
import { guideOf } from "./sign-on";
import { compareVersions } from "../releases/versions";

/** Modes that a real server was started with and logged in to, and how; everything else is read and compared, not run. */
const seen: Partial<Record<AuthenticationMode, string>> = {
  basic: "log-in",
  "custom-oidc": "confidential: log-in, strangers, bots",
  okta: "confidential: start",
  google: "confidential: start",
  auth0: "confidential: start",
  "aws-cognito": "confidential: start",
  ldap: "log-in",
  saml: "start",
};
const seenOn = "1.6.0";

/** First and newest release of each line, those at which an answer changes, and the one before each of them. */
const versions = [
  ...lineRanges.flatMap(({ from, newest }) => [from, newest]),
  ...["1.0.4", "1.2.5", "1.3.0", "1.3.1", "1.3.2", "1.3.4", "1.4.0", "1.6.2", "1.12.6"],
]
  .filter((version, index, all) => all.indexOf(version) === index)
  .sort(compareVersions);

interface Row {
  readonly mode: AuthenticationMode;
  readonly clients: string;
  readonly who: string;
  readonly how: string;
  readonly versions: readonly string[];
}

/** What a release does with the settings that a stack file has to make and no others. */
function admittedBy(version: string, mode: AuthenticationMode): Pick<Row, "who" | "how"> {
  const line = releaseLineOf(version);
  if (mode === "no-auth") return { who: "everyone who reaches the page, as an administrator", how: "no log-in" };
  if (mode === "basic") {
    return { who: "the administrators, and users whom one of them makes", how: "password kept by OpenMetadata" };
  }
  const auth = {
    mode,
    adminPrincipals: [],
    principalDomain: "example.com",
    resetStored: false,
    ...(line.exemptsBots ? {} : { enforcePrincipalDomain: false }),
  };
  const reads = (name: string): boolean => serverVariable(name, version) !== undefined;
  const { enforcePrincipalDomain, enableSelfSignup } = admission({ auth, line, reads });
  if (enforcePrincipalDomain === true) {
    const who = "addresses of `principalDomain` (`allowedDomains`), who become users at their first log-in";
    return { who, how: "domain enforced, bots exempt" };
  }
  const users =
    enableSelfSignup === undefined ? "who become users at their first log-in" : "whom an administrator has made";
  return {
    who: `\`enforcePrincipalDomain: false\`: whoever the ${mode === "ldap" ? "directory" : "provider"} knows, ${users}; \`true\`: the domain alone, and no bot of another`,
    how: "said either way: the release does not exempt its bots",
  };
}

/** Rows in which neighbouring releases that do the same are one. */
function rows(): Row[] {
  return authenticationModes.flatMap((mode) => {
    const found: Row[] = [];
    for (const version of versions) {
      const line = releaseLineOf(version);
      if (!line.authenticationModes.includes(mode)) continue;
      const clients = !hasClients(mode) ? "–" : line.confidentialClients ? "public, confidential" : "public";
      const row = { mode, clients, ...admittedBy(version, mode) };
      const last = found.at(-1);
      const same = last && last.clients === row.clients && last.who === row.who && last.how === row.how;
      if (same) found[found.length - 1] = { ...last, versions: [...last.versions, version] };
      else found.push({ ...row, versions: [version] });
    }
    return found;
  });
}

const hasClients = (mode: AuthenticationMode): boolean => hasOutsideUsers(mode) && mode !== "ldap" && mode !== "saml";

const rangeOf = (releases: readonly string[]): string =>
  releases.length > 1 ? `${releases[0]} – ${releases.at(-1)}` : (releases[0] ?? "");

function proofOf({ mode, versions: releases }: Row): string {
  const files = [...new Set(releases.flatMap((version) => witnessesOf(version).own?.name ?? []))];
  const compared = `configuration compared with the files of ${files.length > 0 ? files.join(", ") : "the releases around"}`;
  const around = compareVersions(releases[0] ?? "", seenOn) <= 0 && compareVersions(seenOn, releases.at(-1) ?? "") <= 0;
  const run = around ? seen[mode] : undefined;
  return run ? `${compared}; seen on a server of ${seenOn} (${run})` : compared;
}

function refusals(): string[] {
  return authenticationModes.flatMap((mode) => {
    const reasons = new Map<string, string[]>();
    for (const version of versions) {
      const reason = missingModeReason(mode, version);
      if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), version]);
    }
    return [...reasons].map(([reason, versions]) => `| ${mode} | ${rangeOf(versions)} | ${reason} |`);
  });
}

/** `docs/sign-on/README.md`: for each mode and release who gets in, how, proven by what, and what is refused and why. */
export function whoGetsInReference(): string {
  const first = (mode: AuthenticationMode) => guideOf(mode).replace("docs/sign-on/", "");
  return [
    "<!-- Generated by npm run docs; do not edit. -->",
    "",
    "# Who gets in",
    "",
    `What a stack file has to say, and nothing more, on each release from ${lineRanges[0]?.from} to ${lineRanges.at(-1)?.newest}. Whatever it says besides is shown by the preview.`,
    "",
    "| mode | client | releases | who gets in | how | proven by |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows().map(
      (row) =>
        `| ${row.mode} | ${row.clients} | ${rangeOf(row.versions)} | ${row.who} | ${row.how} | ${proofOf(row)} |`,
    ),
    "",
    "The comparison is `tests/openmetadata/effective-configuration.test.ts`: the environment that the stack injects, put into the release's own configuration file, gives the settings that are written down by hand there, key by key.",
    "",
    "## Refused",
    "",
    "| mode | releases | why |",
    "| --- | --- | --- |",
    ...refusals(),
    "| every provider, confidential | 0.12.0 – 1.3.1 | confidential clients came with 1.3.2 |",
    `| azure, confidential, other clouds than the public one | 1.3.2 – ${lineRanges.at(-1)?.newest} | the server asks the public cloud for the discovery document, whatever it is told; mode custom-oidc takes the address that it is given |`,
    "",
    "## Guides",
    "",
    ...authenticationModes.filter(hasOutsideUsers).map((mode) => `- [${mode}](${first(mode)})`),
    "",
    "`pulumi stack output signOn` says what to make at the provider: redirect addresses, log-out address, kind of client, scopes.",
    "",
  ].join("\n");
}
