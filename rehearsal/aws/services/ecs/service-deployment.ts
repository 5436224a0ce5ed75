import { apiReference } from "../../source";
import type { Failure } from "../../../protocol/package";
import { unknown, type Properties } from "../../../protocol/wire";
import { isGiven } from "./container-definitions/containers";
import { objectsIn, quoted, refuse, type Rule } from "../../rule";
import { optionProblems } from "./service-options";

const ecsService = "aws:ecs/service:Service";

/** Amazon ECS Developer Guide, "Fargate platform versions": of Linux, and 1.0.0 of Windows. */
const platformVersions = ["LATEST", "1.4.0", "1.3.0", "1.0.0"];

/** Amazon ECS API Reference: CreateService. */
export const serviceDeployment: Rule = {
  name: "service-deployment",
  refuses: "a service that cannot start or replace its tasks as its settings say",
  source: apiReference("ECS", "CreateService"),
  check: ({ type, inputs }) =>
    type === ecsService
      ? [launchProblems, countProblems, optionProblems, percentProblems, rebalancingProblems].flatMap((find) =>
          find(inputs),
        )
      : [],
};

function launchProblems(inputs: Properties): Failure[] {
  const { launchType, platformVersion, capacityProviderStrategies, networkConfiguration, schedulingStrategy } = inputs;
  const failures: Failure[] = [];
  if (isGiven(launchType) && isGiven(capacityProviderStrategies))
    failures.push(
      ...refuse("capacityProviderStrategies", "launchType is set together with capacityProviderStrategies"),
    );
  if (isGiven(platformVersion) && !platformVersions.includes(platformVersion as string))
    failures.push(
      ...refuse(
        "platformVersion",
        `platformVersion is ${quoted(platformVersion)}; allowed: ${platformVersions.join(", ")}`,
      ),
    );
  if (launchType === "EC2" && isGiven(platformVersion))
    failures.push(...refuse("platformVersion", "only tasks on Fargate have a platformVersion"));
  if (launchType !== "FARGATE") return failures;
  if (networkConfiguration === undefined || networkConfiguration === null)
    failures.push(...refuse("networkConfiguration", "launch type FARGATE needs networkConfiguration"));
  if (schedulingStrategy === "DAEMON")
    failures.push(...refuse("schedulingStrategy", "launch type FARGATE has no scheduling strategy DAEMON"));
  return failures;
}

/** The provider fills in 0, and the service runs nothing; a service of which 0 is wanted says so. */
const countProblems = ({ desiredCount, schedulingStrategy }: Properties): Failure[] =>
  (desiredCount === undefined || desiredCount === null) &&
  [undefined, null, "REPLICA"].includes(schedulingStrategy as null)
    ? refuse("desiredCount", "desiredCount is not given: the service would run no task")
    : [];

/** Amazon ECS API Reference, DeploymentConfiguration: what holds where nothing is said. */
const usual = { maximum: 200, minimum: 100 };

/**
 * A rolling update starts a task while fewer than the maximum run (rounded down), and stops one while more than the
 * minimum do (rounded up). Where the two meet it can do neither.
 */
function percentProblems(inputs: Properties): Failure[] {
  const { desiredCount, schedulingStrategy } = inputs;
  const [{ type: controller = "ECS" } = {} as Properties] = objectsIn(inputs.deploymentController);
  const [{ strategy = "ROLLING" } = {} as Properties] = objectsIn(inputs.deploymentConfiguration);
  if (controller !== "ECS" || strategy !== "ROLLING" || schedulingStrategy === "DAEMON") return [];
  if (schedulingStrategy === unknown) return [];
  const maximum = inputs.deploymentMaximumPercent ?? usual.maximum;
  const minimum = inputs.deploymentMinimumHealthyPercent ?? usual.minimum;
  if ([desiredCount, maximum, minimum].includes(unknown) || !isGiven(desiredCount)) return [];
  const most = Math.floor((Number(desiredCount) * Number(maximum)) / 100);
  const least = Math.ceil((Number(desiredCount) * Number(minimum)) / 100);
  return most > least
    ? []
    : refuse(
        "deploymentMaximumPercent",
        `no task can be replaced: of ${Number(desiredCount)} at least ${least} must run (${Number(minimum)} %) and at most ${most} may (${Number(maximum)} %)`,
      );
}

/** Amazon ECS Developer Guide, "Balancing an Amazon ECS service across Availability Zones". */
function rebalancingProblems(inputs: Properties): Failure[] {
  if (inputs.availabilityZoneRebalancing !== "ENABLED") return [];
  const maximum = inputs.deploymentMaximumPercent ?? usual.maximum;
  if (inputs.schedulingStrategy === "DAEMON")
    return refuse("availabilityZoneRebalancing", "scheduling strategy DAEMON has no rebalancing");
  return maximum !== unknown && Number(maximum) <= 100
    ? refuse(
        "availabilityZoneRebalancing",
        `rebalancing needs deploymentMaximumPercent above 100, found ${Number(maximum)}`,
      )
    : [];
}
