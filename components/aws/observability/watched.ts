import type { StackConfig } from "../../../config/stack-config";
import type { AlarmsArgs } from "./alarms";
import type { AirflowHost } from "../airflow/airflow-host";
import type { Database } from "../data/database";
import type { Search } from "../data/search";
import type { Server, ServerFront } from "../server/server";
import type { TaskPlace } from "../tasks/task-place";

/** The parts of a platform that alarms look at. */
export interface WatchedParts {
  readonly place: TaskPlace;
  readonly database: Database;
  readonly search: Search;
  readonly front: ServerFront;
  readonly server: Server;
  readonly airflow?: AirflowHost;
}

/** What the alarms of a platform watch: its balancer and services, and the data stores that it made itself. */
export function watched(platform: WatchedParts, config: StackConfig, topicArns: AlarmsArgs["topicArns"]): AlarmsArgs {
  const { place, database, search, front } = platform;
  const services = { server: platform.server.service, ...platform.airflow?.services };
  const clusterName = place.cluster.name;
  return {
    loadBalancer: {
      arnSuffix: front.balancer.arnSuffix,
      targetGroupArnSuffix: front.balancer.targetGroup.arnSuffix,
    },
    services: Object.fromEntries(
      Object.entries(services).map(([task, { service }]) => [task, { clusterName, serviceName: service.name }]),
    ),
    ...(database.instance &&
      config.database.mode === "create" && {
        database: {
          identifier: database.instance.identifier,
          storageGiB: config.database.storageGiB,
          engine: config.database.engine,
        },
      }),
    ...(search.domain &&
      config.search.mode === "create" && {
        search: {
          domainName: search.domain.domainName,
          accountId: place.accountId,
          storageGiB: config.search.storageGiB,
          nodes: config.search.nodes,
          managers: config.search.managers,
          hasOwnKey: config.search.kmsKeyArn !== undefined,
        },
      }),
    topicArns,
    tags: place.tags,
  };
}
