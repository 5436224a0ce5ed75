import type { Input } from "@pulumi/pulumi";
import { derive } from "../environment/inputs";
import type { ContainerSpec, EnvironmentVariable } from "./container-spec";
import { sorted } from "./database-bootstrap";
import { script } from "./script";

/** What the step before the first migration tells a search domain of the stack's own. */
export interface SearchPreparation {
  /** Image with curl 7.76 or later: `images.gateway`, whose Alpine variant has it and which the stack pulls anyway. */
  readonly image: Input<string>;
  readonly host: Input<string>;
  /** How the server logs in: signed as the task's role, or with the password of `search.password`. */
  readonly login:
    { readonly kind: "iam"; readonly region: string } | { readonly kind: "password"; readonly username: string };
  /** Copies of a shard besides itself: 1 where a second node can hold it, else 0. */
  readonly replicas: 0 | 1;
  /** Roles that get every right inside the domain; none leaves the domain as it is. */
  readonly adminRoleArns: readonly string[];
  /** The server's own role, which keeps every right. */
  readonly serverRoleArn: Input<string>;
}

/**
 * One primary shard an index. AWS makes five and a copy of each where an index says nothing, and OpenMetadata's say
 * nothing. Its names end in `_search_index` or `_data_index`, before a suffix while they are rebuilt
 * (openmetadata-spec, elasticsearch/indexMapping.json). An index or a template of higher priority that says a number wins.
 */
export const indexTemplate = (replicas: 0 | 1): string =>
  JSON.stringify({
    index_patterns: ["*_index*"],
    priority: 1,
    template: { settings: { index: { number_of_shards: 1, number_of_replicas: replicas } } },
    _meta: { description: "Made by the stack before the first migration" },
  });

const loginVariables = ({ login }: SearchPreparation): EnvironmentVariable[] =>
  login.kind === "iam"
    ? [{ name: "SEARCH_REGION", value: login.region }]
    : [
        { name: "SEARCH_USER", value: login.username },
        { name: "SEARCH_PASSWORD", secret: "search.password" },
      ];

/** The step that runs before the migration makes its indices. It needs no rights on the machine and writes nothing. */
export function searchSettingsContainer(preparation: SearchPreparation): ContainerSpec {
  const { adminRoleArns, host, image, login, replicas, serverRoleArn } = preparation;
  const users = login.kind === "password" ? [login.username] : [];
  const mapping = (own: string) => JSON.stringify({ backend_roles: [own, ...adminRoleArns], users });
  return {
    name: "search-settings",
    image,
    entryPoint: ["/bin/sh", "-c"],
    command: [script("search-settings.sh")],
    ports: [],
    environment: sorted([
      ...(adminRoleArns.length === 0 ? [] : [{ name: "SEARCH_ADMINS", value: derive(serverRoleArn, mapping) }]),
      { name: "SEARCH_LOGIN", value: login.kind },
      { name: "SEARCH_TEMPLATE", value: indexTemplate(replicas) },
      { name: "SEARCH_URL", value: derive(host, (name) => `https://${name}`) },
      ...loginVariables(preparation),
    ]),
    mounts: [],
    essential: false,
    dependsOn: [],
    user: "65534",
    readonlyRootFilesystem: true,
  };
}
