import { configurationFileOf } from "../../openmetadata/configuration/file";
import { serverVariable } from "../../openmetadata/variables/server-variables";
import { either, remove, set, setCommand, steps } from "../../problems/commands";
import { configurationFileText } from "./files";
import { lineOf } from "./release";
import { rule } from "./rule";

/** Two servers would migrate the same schema at once, and keep sessions and security settings of their own. */
export const oneServer = rule(["server"], ({ server }) => {
  if (server.replicas === 1) return {};
  const allowed =
    "1 for now: replicas migrate the same schema at once and do not see each other's change of security settings";
  return {
    problems: [{ key: "server.replicas", found: String(server.replicas), allowed, fix: set("server.replicas", "1") }],
  };
});

/** An alarm that reaches nobody, and somebody whom no alarm reaches. */
export const alarmsHaveATopic = rule(["server"], ({ server }) => {
  const told = (["alarmTopicArn", "alarmEmail"] as const).filter((key) => server[key] !== undefined);
  if (!server.alarms) {
    const allowed = "nothing while server.alarms is false: there are no alarms to send";
    return {
      problems: told.map((key) => ({ key: `server.${key}`, found: "set", allowed, fix: set("server.alarms", "true") })),
    };
  }
  if (told.length > 0) return {};
  const text = "not set, nor is server.alarmEmail: alarms show in CloudWatch and notify nobody";
  return { notes: [{ key: "server.alarmTopicArn", text }] };
});

const logKeys = "pipelineServiceClientConfiguration.logStorageConfiguration";

/** A release, or a configuration file of the user's own, that does not read where the logs go leaves them with Airflow. */
export const ingestionLogsAreRead = rule(["version", "server", "airflow"], (config, { projectDirectory }) => {
  const { version, server, airflow } = config;
  const key = "server.ingestionLogs";
  if (server.ingestionLogs === undefined || lineOf(version) === undefined) return {};
  if (serverVariable("PIPELINE_SERVICE_CLIENT_LOG_BUCKET_NAME", version) === undefined) {
    const allowed = `nothing with OpenMetadata ${version}, which keeps no logs in S3: 1.12 is the first line that does`;
    return { problems: [{ key, found: "set", allowed, fix: remove(key) }] };
  }
  const text = configurationFileText(server.configurationFile, projectDirectory);
  if (text !== undefined && !configurationFileOf(text).entries.some((entry) => entry.key === `${logKeys}.bucketName`)) {
    const allowed = `only with a server.configurationFile that reads ${logKeys} from variables`;
    const fix = either(remove(key), steps("Or name a file that does", setCommand("server.configurationFile", "PATH")));
    return { problems: [{ key, found: "set", allowed, fix }] };
  }
  if (airflow.host === "create" || airflow.angles.includes("managed-apis")) return {};
  const note = "only workflows that OpenMetadata deploys send their logs, and no Airflow of this stack takes any";
  return { notes: [{ key, text: note }] };
});

/** Each policy is attached once. */
export const policiesOnce = rule(["server", "airflow"], ({ server, airflow }) => {
  const lists = { server: server.policyArns, airflow: airflow.host === "create" ? airflow.policyArns : [] };
  const problems = Object.entries(lists).flatMap(([task, arns]) =>
    arns.flatMap((arn, index) => {
      const key = `${task}.policyArns[${index}]`;
      const found = `"${arn}", which is there already`;
      return arns.indexOf(arn) === index ? [] : [{ key, found, allowed: "each policy once", fix: remove(key) }];
    }),
  );
  // Entries move up when one before them is removed: the last goes first.
  return { problems: problems.reverse() };
});

/** What holds data can be deleted by a slip where it is not protected. */
export const protection = rule(["size", "dataProtection"], ({ size, dataProtection }) =>
  dataProtection || size === "small"
    ? {}
    : {
        notes: [
          {
            key: "dataProtection",
            text: `false at size ${size}: pulumi destroy deletes database, search and keys, and leaves a final snapshot`,
          },
        ],
      },
);
