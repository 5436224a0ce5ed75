import { setFix } from "../../problems/problem";
import type { Note, Problem } from "../../problems/problem";
import type { PlainStackConfig } from "../schema";
import * as acceptedValues from "./environment/accepted-values";
import * as addresses from "./network/addresses";
import * as airflow from "./airflow/airflow";
import * as airflowClient from "./airflow/airflow-client";
import * as arns from "./aws/arns";
import * as awsKinds from "./aws/aws-kinds";
import * as database from "./data/database";
import * as environment from "./environment/environment";
import * as exposure from "./network/exposure";
import * as fargate from "./airflow/fargate";
import * as files from "./environment/files";
import * as housekeeping from "./airflow/housekeeping";
import * as imageFiles from "./environment/image-files";
import * as images from "./images";
import * as logins from "./sign-on/logins";
import * as network from "./network/network";
import * as release from "./release";
import type { Rule, RuleContext } from "./rule";
import * as requirements from "./airflow/requirements";
import * as search from "./data/search";
import * as searchShards from "./data/search-shards";
import * as searchVolumes from "./data/search-volumes";
import * as secretsManager from "./sign-on/secrets-manager";
import * as server from "./server";
import * as signOn from "./sign-on/sign-on";
import * as steps from "./steps";
import * as storedSettings from "./sign-on/stored-settings";
import * as tags from "./aws/tags";
import * as variableKinds from "./environment/variable-kinds";
import * as windows from "./data/windows";

/** Every rule over more than one key, in the order in which its problems are listed. */
export const rules: readonly Rule[] = [
  release.newerThanKnown,
  release.imagesAreOfTheRelease,
  network.vpcRange,
  network.zonesAreNamed,
  network.oneWayOut,
  network.proxyHasAnAddress,
  images.isolatedTasksPullFromEcr,
  images.pullThroughIsEcr,
  images.codeBuildHasWork,
  network.endpointsOfAnExistingNetwork,
  network.existingSubnets,
  network.providerIsReachable,
  awsKinds.certificateCanBeSigned,
  database.databaseVersionForm,
  awsKinds.databaseOfRds,
  database.databaseIsNewEnough,
  database.storageGrows,
  database.insightsHaveRoom,
  windows.databaseWindows,
  database.databaseLogin,
  database.ownDatabases,
  database.newAirflowOfAnEarlierInstallation,
  logins.administratorIsAnother,
  database.keysOfAnEarlierInstallation,
  database.databaseIsVerified,
  awsKinds.searchOfTheService,
  search.searchVersionFits,
  search.searchLogin,
  awsKinds.searchPortOfTheService,
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
  requirements.requirementsFitTheImage,
  requirements.egressIsSaid,
  airflow.parallelismFits,
  airflow.topologyFits,
  airflow.executorFits,
  airflow.runLogsFit,
  airflowClient.plainSettingsAreRead,
  airflowClient.trustStoreHasAPath,
  fargate.fargatePairs,
  secretsManager.secretsManagerHasItsRights,
  secretsManager.secretsManagerFits,
  secretsManager.fileReadsTheSecretsManager,
  server.serversFitTheRelease,
  server.scalingIsWhole,
  server.policiesOnce,
  server.ingestionLogsAreRead,
  server.alarmsHaveATopic,
  server.protection,
  exposure.everyoneIsSaid,
  exposure.allowListFits,
  exposure.rangesFit,
  exposure.rangesAreRules,
  exposure.rangesAreOfTheSide,
  addresses.addressesAreElsewhere,
  addresses.hostsAreWhole,
  addresses.urlsAreBare,
  arns.arnsAreOfTheRegion,
  arns.policiesAreOfThePartition,
  signOn.signOnNeedsHttps,
  signOn.authenticationIsComplete,
  signOn.imageHasTheFile,
  acceptedValues.valuesAreAccepted,
  storedSettings.mailIsStored,
  steps.stepsCanRun,
  housekeeping.housekeepingFires,
  logins.administratorsAreNames,
  environment.serverVariablesAreRead,
  variableKinds.variablesAreOfTheirKind,
  environment.airflowVariablesAreRead,
  environment.airflowSecretsAreRead,
  imageFiles.filesAreInTheImage,
  imageFiles.heapFitsTheTask,
  files.namedFiles,
  tags.tagsOfAws,
];

export interface RuleInput extends RuleContext {
  /** Sections that parsed, with their defaults. */
  readonly parsed: Partial<PlainStackConfig>;
  readonly valid: ReadonlySet<string>;
}

/** The release's own rules leave the usual fix out; a user should never be without a command. */
const withFix = (problem: Problem): Problem => ({ ...problem, fix: problem.fix ?? setFix(problem.key) });

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
