import { guide } from "../../source";
import { ofType, refuse, type Rule } from "../../rule";
import { starterKind } from "../../task-starters";
import { forServices, names, taskDefinitionsOf } from "./service-dependencies";

export const secretVersionsBeforeService: Rule = {
  name: "secret-versions-before-service",
  refuses: "a service whose task reads a secret that has no version yet",
  source: guide(
    "Amazon ECS Developer Guide, Pass sensitive data to a container",
    "AmazonECS/latest/developerguide/specifying-sensitive-data",
  ),
  graph: forServices((service, before, graph) => {
    const secrets = taskDefinitionsOf(service, graph).flatMap(({ urn }) =>
      ofType(graph.sources(urn, "containerDefinitions"), "aws:secretsmanager/secret:Secret"),
    );
    const filled = ofType(before, "aws:secretsmanager/secretVersion:SecretVersion").flatMap(({ urn }) =>
      graph.sources(urn, "secretId"),
    );
    const empty = [...new Set(secrets)].filter((secret) => !filled.includes(secret));
    return empty.length === 0
      ? []
      : refuse(
          "",
          `the ${starterKind(service)} must depend on the versions of the secrets that its task reads: ${names(empty)}`,
        );
  }),
};
