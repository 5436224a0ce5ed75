import { cardOf } from "../cards/cards";
import { nameOf, type StateResource } from "../report/state";

const groupType = "aws:ec2/securityGroup:SecurityGroup";

/** The property that puts a box into security groups; none for one that is reached through something else. */
const groupsProperty = (type: string): string =>
  cardOf(type)
    ?.oneVpc?.find(({ types }) => types.includes(groupType))
    ?.at.split(".")[0] ?? "";

/** What the engine registered, as the picture asks for it: by type, and by what a property's value comes from. */
export class Registered {
  readonly #byUrn: ReadonlyMap<string, StateResource>;

  constructor(
    readonly resources: readonly StateResource[],
    private readonly prefix: string,
  ) {
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  /** Resources of a type from which a property's value comes. */
  sources(resource: StateResource, property: string, type: string): StateResource[] {
    const urns = resource.propertyDependencies?.[property] ?? [];
    return urns.flatMap((urn) => this.#byUrn.get(urn) ?? []).filter((source) => source.type === type);
  }

  ofType(type: string): StateResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** A resource's name without the stack's own first part. */
  shortName({ urn }: StateResource): string {
    const name = nameOf(urn);
    return name.startsWith(this.prefix) ? name.slice(this.prefix.length) : name;
  }

  /** URNs of the security groups in which a box is. */
  groups(box: StateResource, property: string = groupsProperty(box.type)): Set<string> {
    const own = this.sources(box, property, groupType);
    // A file system is reached through its mount targets, which are in the groups.
    const targets = this.ofType("aws:efs/mountTarget:MountTarget").filter((target) =>
      this.sources(target, "fileSystemId", box.type).includes(box),
    );
    const theirs = targets.flatMap((target) => this.sources(target, "securityGroups", groupType));
    return new Set([...own, ...theirs].map(({ urn }) => urn));
  }
}
