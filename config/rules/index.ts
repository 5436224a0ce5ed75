import type { Note, Problem } from "../../problems/problem";
import type { PlainStackConfig } from "../schema";
import * as airflow from "./airflow";
import * as airflowClient from "./airflow-client";
import * as database from "./database";
import * as environment from "./environment";
import * as exposure from "./exposure";
import * as fargate from "./fargate";
import * as files from "./files";
import * as images from "./images";
import * as network from "./network";
import * as release from "./release";
import type { Rule, RuleContext } from "./rule";
import * as search from "./search";
import * as searchShards from "./search-shards";
import * as searchVolumes from "./search-volumes";
import * as server from "./server";
import * as signOn from "./sign-on";
import * as tags from "./tags";
import * as windows from "./windows";

/** Every rule over more than one key, in the order in which its problems are listed. */
export const rules: readonly Rule[] = [
  release.newerThanKnown,
  release.imagesAreOfTheRelease,
  network.vpcRange,
  network.zonesAreNamed,
  network.oneWayOut,
  images.isolatedTasksPullFromEcr,
  images.pullThroughIsEcr,
  network.endpointsOfAnExistingNetwork,
  network.existingSubnets,
  network.providerIsReachable,
  database.databaseVersionForm,
  database.databaseIsNewEnough,
  database.storageGrows,
  windows.databaseWindows,
  database.databaseLogin,
  database.keysOfAnEarlierInstallation,
  database.databaseIsVerified,
  search.searchVersionFits,
  search.searchLogin,
  search.nodesFillZones,
  search.oneNode,
  search.versionFindsNothing,
  searchVolumes.volumeFitsNode,
  searchShards.reindexFits,
  searchShards.managersFit,
  airflow.existingAirflowFits,
  airflow.existingAirflowLogin,
  airflow.existingAirflowCertificate,
  airflow.existingAirflowHasAPurpose,
  airflow.connectorsExist,
  airflow.parallelismFits,
  airflowClient.airflowClientIsRead,
  airflowClient.trustStoreHasAPath,
  fargate.fargatePairs,
  server.oneServer,
  server.policiesOnce,
  server.alarmsHaveATopic,
  server.protection,
  exposure.everyoneIsSaid,
  exposure.allowListFits,
  exposure.rangesFit,
  exposure.rangesAreRules,
  signOn.signOnNeedsHttps,
  signOn.authenticationIsComplete,
  environment.serverVariablesAreRead,
  environment.airflowVariablesAreRead,
  environment.airflowSecretsAreRead,
  files.namedFiles,
  tags.tagsOfAws,
];

export interface RuleInput extends RuleContext {
  /** Sections that parsed, with their defaults. */
  readonly parsed: Partial<PlainStackConfig>;
  readonly valid: ReadonlySet<string>;
}

/** The release's own rules leave the usual fix out; a user should never be without one. */
const withFix = (problem: Problem): Problem => ({
  ...problem,
  fix: problem.fix ?? `Change it in the stack file under openmetadata:${problem.key.split(/[.[]/)[0]}`,
});

/** Runs every rule whose sections are right by themselves. */
export function crossFieldRules({ parsed, valid, ...context }: RuleInput): { problems: Problem[]; notes: Note[] } {
  const findings = rules
    .filter(({ sections }) => sections.every((section) => valid.has(section)))
    .map(({ check }) => check(parsed as PlainStackConfig, context));
  return {
    problems: findings.flatMap(({ problems = [] }) => problems.map(withFix)),
    notes: findings.flatMap(({ notes = [] }) => notes),
  };
}
