import type { Failure } from "../../../protocol/package";
import { unknown, type Properties } from "../../../protocol/wire";
import { isGiven } from "./container-definitions/containers";
import { objectsIn, quoted, refuse } from "../../rule";

/** What is wrong with the options of an ECS service that depend on one another, for any task. */
export const optionProblems = (inputs: Properties): Failure[] => [
  ...controllerProblems(inputs),
  ...placementProblems(inputs),
  ...roleProblems(inputs),
];

/**
 * Amazon ECS API Reference: DeploymentCircuitBreaker (rolling updates of ECS only), and CreateService, loadBalancers
 * (needed by CODE_DEPLOY).
 */
function controllerProblems(inputs: Properties): Failure[] {
  const [{ type: controller = "ECS" } = {} as Properties] = objectsIn(inputs.deploymentController);
  if (controller === unknown || controller === "ECS") return [];
  const [{ enable } = {} as Properties] = objectsIn(inputs.deploymentCircuitBreaker);
  return [
    ...(enable === true
      ? refuse(
          "deploymentCircuitBreaker",
          `deployment controller ${quoted(controller)} has no circuit breaker, which is of controller ECS`,
        )
      : []),
    ...(controller === "CODE_DEPLOY" && inputs.loadBalancers !== unknown && !isGiven(inputs.loadBalancers)
      ? refuse("loadBalancers", "deployment controller CODE_DEPLOY needs a load balancer")
      : []),
  ];
}

/** Amazon ECS Developer Guide, "How Amazon ECS places tasks": on Fargate there is nothing to choose from. */
const placements = ["orderedPlacementStrategies", "placementConstraints"];

function placementProblems(inputs: Properties): Failure[] {
  const providers = objectsIn(inputs.capacityProviderStrategies).map(({ capacityProvider }) => capacityProvider);
  const onFargate =
    inputs.launchType === "FARGATE" ||
    (providers.length > 0 && providers.every((name) => /^FARGATE(_SPOT)?$/.test(String(name))));
  return onFargate
    ? placements
        .filter((property) => isGiven(inputs[property]))
        .flatMap((property) => refuse(property, `a service on Fargate takes no ${property}`))
    : [];
}

/**
 * Amazon ECS API Reference, CreateService: role. It is for a load balancer without awsvpc; with awsvpc, which a network
 * configuration means, or service discovery the service-linked role of ECS is used, and none may be named.
 */
function roleProblems({ iamRole, networkConfiguration, serviceRegistries, loadBalancers }: Properties): Failure[] {
  if (!isGiven(iamRole)) return [];
  if (isGiven(networkConfiguration) || isGiven(serviceRegistries))
    return refuse(
      "iamRole",
      "iamRole is given, and network mode awsvpc and service discovery use the service-linked role of ECS",
    );
  return loadBalancers === unknown || isGiven(loadBalancers)
    ? []
    : refuse("iamRole", "iamRole is for a load balancer, and the service has none");
}
