import type { SimulatedCloud } from "../../../../protocol/cloud";
import type { ResourceGraph, ResourceNode } from "../../../../protocol/graph";
import type { Properties, Value } from "../../../../protocol/wire";
import { isAllowed, type Policies } from "../../iam/simulation/evaluation";
import { arnOf, regionOf, resourceStatements, statementsFor } from "../../iam/simulation/policies";
import type { Statement } from "../../iam/simulation/statement";
import { objectsIn, ofType, refuse, type Rule } from "../../../rule";
import { definitionProperty, startsTasks } from "../../../task-starters";
import { containersOf, type Container } from "./containers";

/** A role of a task: of this stack, or only known by its ARN. */
export interface TaskRole {
  readonly name: string;
  readonly arn: string | undefined;
  /** Its statements as far as they are in place before the service; undefined while they are not known. */
  readonly statements: readonly Statement[] | undefined;
}

/** A task that a service starts, with everything that is certain to exist before the service does. */
export class StartedTask {
  constructor(
    readonly service: ResourceNode,
    readonly definition: ResourceNode,
    readonly before: readonly ResourceNode[],
    readonly graph: ResourceGraph,
    readonly cloud: SimulatedCloud,
  ) {}

  get name(): string {
    return this.definition.name;
  }
  get inputs(): Properties {
    return this.definition.inputs ?? {};
  }
  /** None while they are not known. */
  get containers(): readonly Container[] {
    return containersOf(this.definition.inputs);
  }

  /** A role of the task; undefined when it has none. */
  role(property: "executionRoleArn" | "taskRoleArn"): TaskRole | undefined {
    return this.graph.concluded(this, property, () => this.#roleAt(property));
  }

  #roleAt(property: "executionRoleArn" | "taskRoleArn"): TaskRole | undefined {
    const value: Value | undefined = this.inputs[property];
    if (value === undefined || value === null || value === "") return undefined;
    const arn = typeof value === "string" ? value : undefined;
    const [node] = ofType(this.graph.sources(this.definition.urn, property), "aws:iam/role:Role");
    const statements = node && statementsFor(node, this.before, this.graph);
    return { name: node?.name ?? arn?.split("/").pop() ?? "", arn, statements };
  }

  /** The policies that decide what a role may do with something; what is not of this stack grants nothing by itself. */
  policies(role: TaskRole | undefined, resource?: ResourceNode): Policies {
    return {
      identity: role ? role.statements : [],
      resource: resource ? resourceStatements(resource, this.graph) : [],
    };
  }

  /** Those of some actions that a role's own policies certainly refuse on each of these resources. */
  denied(role: TaskRole, actions: readonly string[], ...resources: string[]): string[] {
    const [policies, principal] = [this.policies(role), { role: role.arn ?? "" }];
    return actions.filter((action) =>
      resources.every((resource) => isAllowed(policies, { action, resource, principal }) === false),
    );
  }

  /** What the stack makes with this ARN. */
  made(type: string, arn: string): ResourceNode | undefined {
    const thing = this.cloud.all(type).find(({ outputs }) => outputs.arn === arn);
    return thing && this.graph.get(thing.urn);
  }

  arnOf(node: ResourceNode): string | undefined {
    return arnOf(node, this.cloud);
  }

  /** Region of the task; undefined while it is not known. */
  get region(): string | undefined {
    return regionOf(this.definition, this.cloud);
  }

  /** Whether Fargate runs it: what the service says counts, and else what the task is made for. */
  get onFargate(): boolean {
    const { launchType, capacityProviderStrategies } = this.service.inputs ?? {};
    if (typeof launchType === "string") return launchType === "FARGATE";
    const providers = objectsIn(capacityProviderStrategies).map(({ capacityProvider }) => String(capacityProvider));
    if (providers.length > 0) return providers.every((provider) => /^FARGATE(_SPOT)?$/.test(provider));
    const made = this.inputs.requiresCompatibilities;
    return Array.isArray(made) && made.includes("FARGATE");
  }
}

/** The tasks that a service starts. */
export const startedTasks = (
  service: ResourceNode,
  graph: ResourceGraph,
  cloud: SimulatedCloud,
): readonly StartedTask[] =>
  startsTasks(service)
    ? graph.concluded(service, "started tasks", () =>
        ofType(graph.sources(service.urn, definitionProperty(service)), "aws:ecs/taskDefinition:TaskDefinition").map(
          (definition) => new StartedTask(service, definition, graph.before(service.urn), graph, cloud),
        ),
      )
    : [];

/** The rule for each task that a service starts, as reasons to refuse it. */
export const forStartedTasks =
  (reasons: (task: StartedTask) => string[]): NonNullable<Rule["graph"]> =>
  (node, graph, cloud) =>
    startedTasks(node, graph, cloud).flatMap((task) =>
      [...new Set(reasons(task))].flatMap((reason) => refuse("taskDefinition", reason)),
    );
