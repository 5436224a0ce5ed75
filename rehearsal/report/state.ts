import { stackPrefix } from "../../components/aws/naming";
import { typeOf } from "../protocol/urn";
/** A resource as the engine's exported state holds it; a secret is an envelope, see masking.ts. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  /** False for components and the stack. */
  readonly custom?: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

export { typeOf };

export const stackType = "pulumi:pulumi:Stack";

/** The last part of a URN: the name given in the program. */
export const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** `aws:ec2/natGateway:NatGateway` → `NatGateway`. */
export const className = (type: string): string => type.slice(type.lastIndexOf(":") + 1);

/** `NatGateway` → `nat gateway`. */
export const spokenType = (type: string): string =>
  className(type)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase();

export const isProvider = (type: string): boolean => type.startsWith("pulumi:providers:");

export const isComponent = (resource: StateResource): boolean =>
  resource.custom === false && resource.type !== stackType;

/** Children by the URN of their parent, in the order of the state; what has no parent is under "". */
export const childrenByParent = (resources: readonly StateResource[]): Map<string, StateResource[]> => {
  const children = new Map<string, StateResource[]>();
  for (const resource of resources) {
    const parent = resource.parent ?? "";
    const siblings = children.get(parent) ?? [];
    siblings.push(resource);
    children.set(parent, siblings);
  }
  return children;
};

/** What to call a component: its kind (`load balancer`), with its name where siblings are of one kind. */
export const componentLabels = (resources: readonly StateResource[]): Map<string, string> => {
  const components = resources.filter(isComponent);
  const siblings = new Map<string, number>();
  const key = ({ parent, type }: StateResource) => `${parent ?? ""} ${type}`;
  for (const component of components) siblings.set(key(component), (siblings.get(key(component)) ?? 0) + 1);
  return new Map(
    components.map((component) => {
      const kind = spokenType(component.type);
      return [component.urn, siblings.get(key(component)) === 1 ? kind : `${kind} ${nameOf(component.urn)}`];
    }),
  );
};

/**
 * The component under which a reader would look for each resource: the one just below the platform (the outermost
 * component), or the platform itself for its own resources.
 */
export const componentOf = (resources: readonly StateResource[]): Map<string, string> => {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const labels = componentLabels(resources);
  const found = new Map<string, string>();
  for (const resource of resources) {
    const path: string[] = [];
    for (let at: StateResource | undefined = resource; at; at = at.parent ? byUrn.get(at.parent) : undefined) {
      const label = labels.get(at.urn);
      if (label) path.unshift(label);
    }
    found.set(resource.urn, path[1] ?? path[0] ?? "stack");
  }
  return found;
};

/** What every name of a stack begins with, such as `openmetadata-dev-`; left out where a reader knows the stack. */
export const namePrefix = (project: string, stack: string): string => `${stackPrefix(project, stack)}-`;

/** A resource's name without what all names of the stack begin with; the whole name when nothing else is left. */
export const shortName = (urn: string, prefix: string): string => {
  const name = nameOf(urn);
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
};
