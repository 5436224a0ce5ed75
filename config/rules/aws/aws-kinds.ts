import { instanceClass, isVersionOf, majorsOf } from "../../aws/database-engines";
import { longestCertificateName } from "../../aws/limits";
import { isSearchEngine, openSearchVersions, searchInstanceType } from "../../aws/search-engines";
import { alternatives } from "../../messages/allowed-values";
import { either, set, setCommand, steps } from "../../../problems/commands";
import type { Problem } from "../../../problems/problem";
import { lineOf } from "../release";
import { inRange } from "../../../openmetadata/releases/release-lines";
import { rule } from "../rule";
import { olderThan } from "../data/database";

/** RDS has certain major versions of each engine, and classes of a certain form; a rehearsal judges by the same data. */
export const databaseOfRds = rule(["version", "database"], ({ version, database }) => {
  if (database.mode !== "create") return {};
  const { engine, instanceClass: type } = database;
  const problems: Problem[] = [];
  if (!instanceClass.test(type))
    problems.push({
      key: "database.instanceClass",
      found: `"${type}"`,
      allowed: "a class of RDS: db.<family>.<size>, such as db.t4g.medium or db.m7g.large",
      fix: set("database.instanceClass", "db.m7g.large"),
    });
  if (database.version !== undefined && !isVersionOf(engine, database.version)) {
    const minimum = lineOf(version)?.databaseMinimum[engine] ?? "0";
    const usable = (majorsOf(engine) ?? []).filter((major) => !olderThan(major, minimum));
    problems.push({
      key: "database.version",
      found: `"${database.version}"`,
      allowed: `a version of ${alternatives(usable)} when database.engine is "${engine}": RDS has no other`,
      fix: set("database.version", engine === "postgres" ? "16" : "8.4"),
    });
  }
  return { problems };
});

/** OpenSearch Service has certain versions and instance types. */
export const searchOfTheService = rule(["version", "search"], ({ version, search }) => {
  if (search.mode !== "create") return {};
  const problems: Problem[] = [];
  const range = lineOf(version)?.searchRange.opensearch;
  if (!isSearchEngine(`OpenSearch_${search.version}`)) {
    const usable = openSearchVersions.filter((one) => range === undefined || inRange(one, range));
    problems.push({
      key: "search.version",
      found: `"${search.version}"`,
      allowed: `${alternatives(usable)}: OpenSearch Service has no other that OpenMetadata ${version} takes`,
      fix: set("search.version", usable.includes("2.19") ? "2.19" : usable.at(-1)),
    });
  }
  if (!searchInstanceType.test(search.instanceType))
    problems.push({
      key: "search.instanceType",
      found: `"${search.instanceType}"`,
      allowed: "a type of OpenSearch Service: <family>.<size>.search, such as m7g.large.search",
      fix: set("search.instanceType", "m7g.large.search"),
    });
  return { problems };
});

/** A domain of OpenSearch Service answers on 443, and on 80 where HTTP is let in (developer guide, "VPC domains"). */
export const searchPortOfTheService = rule(["search"], ({ search }) => {
  if (search.mode !== "existing" || !/\.(es|aoss)\.amazonaws\.com(\.cn)?$/.test(search.host)) return {};
  const right = search.scheme === "https" ? 443 : 80;
  if (search.port === right) return {};
  const key = "search.port";
  const allowed = `${right} when search.scheme is "${search.scheme}" and search.host is a domain of OpenSearch Service`;
  return { problems: [{ key, found: String(search.port), allowed, fix: set(key, String(right)) }] };
});

/** Suffixes under which no public authority signs: reserved ones (RFC 6761, RFC 6762, RFC 8375), and names of private networks. */
const privateSuffix = /\.(local|localhost|internal|intranet|lan|corp|home|private|test|invalid|home\.arpa)$/;

/** ACM signs names that exist in public, and the first one of a certificate is its common name. */
export const certificateCanBeSigned = rule(["domain"], ({ domain }) => {
  if (domain?.certificate !== "create") return {};
  const key = "domain.name";
  const existing = steps(
    "Or bring a certificate that covers it",
    setCommand("domain.certificate", "existing"),
    setCommand("domain.certificateArn"),
  );
  const problems: Problem[] = [];
  if (domain.name.length > longestCertificateName)
    problems.push({
      key,
      found: `a name of ${domain.name.length} characters`,
      allowed: `${longestCertificateName} characters at most when domain.certificate is "create": it is the certificate's first name`,
      fix: either(set(key), existing),
    });
  if (privateSuffix.test(domain.name))
    problems.push({
      key,
      found: `"${domain.name}"`,
      allowed: 'a name in public DNS when domain.certificate is "create": no public authority signs this one',
      fix: either(set(key), existing),
    });
  return { problems };
});
