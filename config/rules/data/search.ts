import { inRange } from "../../../openmetadata/releases/release-lines";
import { alternatives } from "../../messages/allowed-values";
import { remove, set, setSecret } from "../../../problems/commands";
import { isSearchEngine } from "../../aws/search-engines";
import type { Problem } from "../../../problems/problem";
import { lineOf } from "../release";
import { rule } from "../rule";

const engineNames = { opensearch: "OpenSearch", elasticsearch: "Elasticsearch" } as const;

export const searchVersionFits = rule(["version", "search"], ({ version, search }) => {
  const line = lineOf(version);
  const engine = search.mode === "existing" ? search.engine : "opensearch";
  const range = line?.searchRange[engine];
  if (range === undefined || search.version === undefined || inRange(search.version, range)) return {};
  // What the service does not have is said by the rule over its versions.
  if (search.mode === "create" && !isSearchEngine(`OpenSearch_${search.version}`)) return {};
  const until =
    range.maximum === undefined ? " or newer" : ` to ${range.maximum}${range.maximum.includes(".") ? "" : ".x"}`;
  const allowed = `${engineNames[engine]} ${range.minimum}${until} with OpenMetadata ${version}`;
  return {
    problems: [{ key: "search.version", found: `"${search.version}"`, allowed, fix: set("search.version") }],
  };
});

const required = (key: string, when: string): Problem => ({
  key,
  allowed: `required when ${when}`,
  fix: key.startsWith("secrets.") ? setSecret(key) : set(key),
});
const unused = (key: string, when: string): Problem => ({
  key,
  found: "set",
  allowed: `nothing when ${when}`,
  fix: remove(key),
});

const mustBe = (key: string, found: string, allowed: string, when: string): Problem => ({
  key,
  found: `"${found}"`,
  allowed: `"${allowed}" when ${when}`,
  fix: set(key, allowed),
});

/** Each way to log in needs its own keys and no other's. */
export const searchLogin = rule(["version", "search"], ({ version, search }, { secretNames }) => {
  if (search.mode !== "existing") return {};
  const when = `search.login is "${search.login}"`;
  const password = secretNames.has("search.password");
  const problems: Problem[] = [];
  if (search.login === "password") {
    if (search.username === undefined) problems.push(required("search.username", when));
    if (!password) problems.push(required("secrets.search.password", when));
  } else {
    if (search.username !== undefined) problems.push(unused("search.username", when));
    if (password) problems.push(unused("secrets.search.password", when));
  }
  if (search.login !== "iam")
    return { problems: search.domainArn === undefined ? problems : [...problems, unused("search.domainArn", when)] };
  if (search.domainArn === undefined) problems.push(required("search.domainArn", when));
  if (search.engine !== "opensearch") problems.push(mustBe("search.engine", search.engine, "opensearch", when));
  if (search.scheme !== "https") problems.push(mustBe("search.scheme", search.scheme, "https", when));
  if (lineOf(version)?.signsSearchRequests === false) {
    const allowed = `"password" or "none" with OpenMetadata ${version}: requests are signed from 1.12 on`;
    problems.push({ key: "search.login", found: '"iam"', allowed, fix: set("search.login", "password") });
  }
  return { problems };
});

/** OpenSearch spreads its nodes evenly over two or three zones, or keeps one node in one. */
export const nodesFillZones = rule(["network", "search"], ({ network, search }) => {
  if (search.mode !== "create" || search.nodes === 1) return {};
  const zones = network.mode === "create" ? network.zones : network.privateSubnetIds.length;
  const counts = [2, 3].filter((count) => count <= zones);
  if (counts.some((count) => search.nodes % count === 0)) return {};
  const allowed = `1, or a multiple of ${alternatives(counts.map(String))} over ${zones} zones: each zone has as many nodes as the others`;
  return {
    problems: [
      { key: "search.nodes", found: String(search.nodes), allowed, fix: set("search.nodes", String(search.nodes + 1)) },
    ],
  };
});

/** One node is down during each of its changes, and its indices are lost with its disk: they are rebuilt from the database. */
export const oneNode = rule(["size", "search"], ({ size, search }) =>
  search.mode === "create" && search.nodes === 1 && size === "large"
    ? {
        notes: [
          {
            key: "search.nodes",
            text: "1 at size large: search is away while the node is replaced, and is re-indexed after its loss",
          },
        ],
      }
    : {},
);

/**
 * OpenMetadata issues 32255 and 33167: on OpenSearch 3.3.2 a search that meets a segment without a match fails inside and
 * answers "no results". Reported of no other version; 3.4.0 was tried and is right.
 */
export const versionFindsNothing = rule(["search"], ({ search }) =>
  (search.mode === "create" || search.engine === "opensearch") && /^3\.3(\.|$)/.test(search.version ?? "")
    ? {
        notes: [
          {
            key: "search.version",
            text: `${search.version}: searches are reported to find nothing on OpenSearch 3.3.2 (OpenMetadata issue 32255); 3.1 is not reported`,
          },
        ],
      }
    : {},
);
