import { configurationFileOf } from "../../openmetadata/configuration/file";
import { serverVariable } from "../../openmetadata/variables/server-variables";
import { either, remove, set, setCommand, steps } from "../../problems/commands";
import { configurationFileText } from "./environment/files";
import type { Problem } from "../../problems/problem";
import { lineOf } from "./release";
import { rule } from "./rule";

/** More servers than the release takes, and what is known against several where it takes them. */
export const serversFitTheRelease = rule(["size", "version", "server"], (config) => {
  const { version, server } = config;
  const line = lineOf(version);
  const written = server.autoscaling?.maximum ?? server.replicas ?? 1;
  if (line === undefined || written === 1) return {};
  const { judgement, why } = line.severalServers;
  const key = server.autoscaling ? "server.autoscaling" : "server.replicas";
  if (judgement !== "refused")
    return { notes: [{ key, text: `up to ${written} servers with OpenMetadata ${version}: ${why}` }] };
  const fix = server.autoscaling ? remove(key) : set(key, "1");
  return { problems: [{ key, found: `${written} servers`, allowed: `1 with OpenMetadata ${version}: ${why}`, fix }] };
});

/** What scales has limits, something to go by, and no fixed count beside it. */
export const scalingIsWhole = rule(["server"], ({ server: { autoscaling, replicas } }) => {
  if (autoscaling === undefined) return {};
  const { minimum, maximum, cpuPercent, memoryPercent, requestsPerTarget } = autoscaling;
  const problems: Problem[] = [];
  if (replicas !== undefined) {
    const allowed = "nothing beside server.autoscaling, whose minimum is the count at rest";
    problems.push({ key: "server.replicas", found: String(replicas), allowed, fix: remove("server.replicas") });
  }
  if (maximum <= minimum) {
    const key = "server.autoscaling.maximum";
    const allowed = `more than server.autoscaling.minimum, which is ${minimum}`;
    const fix = minimum < 10 ? set(key, String(minimum + 1)) : set("server.autoscaling.minimum", "1");
    problems.push({ key, found: String(maximum), allowed, fix });
  }
  if ((cpuPercent ?? memoryPercent ?? requestsPerTarget) === undefined) {
    const key = "server.autoscaling.cpuPercent";
    const allowed = "one of cpuPercent, memoryPercent and requestsPerTarget: AWS must know what to aim at";
    problems.push({ key, found: "nothing", allowed, fix: set(key, "60") });
  }
  return { problems };
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

/** What holds data can be deleted by mistake where it is not protected. */
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
