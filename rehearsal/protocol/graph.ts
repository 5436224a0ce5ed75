import type { Properties } from "./wire";

/** A resource as the program registered it, in this run. */
export interface ResourceNode {
  urn: string;
  type: string;
  name: string;
  parent: string;
  custom: boolean;
  /** Reference to a provider of its own; empty for the default one. */
  provider: string;
  /** Every resource this one depends on, explicitly or through its inputs, as recorded by the engine. */
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  /** What the program said of it, as one text; two runs that register the same give the same, but for generated names. */
  registered?: () => string;
  /** Inputs as checked; undefined until the engine has checked them. */
  inputs?: Properties;
  outputs?: Properties;
  /** Its identifier in the account, once it is there. */
  id?: string;
}

/** What the engine received in one run: the resources and their recorded dependencies. */
export class ResourceGraph {
  private readonly nodes = new Map<string, ResourceNode>();
  /** What follows from the registrations: a hundred rules ask for the same of each resource. */
  private everything: readonly ResourceNode[] | undefined;
  private readonly byType = new Map<string, ResourceNode[]>();
  private readonly earlier = new Map<string, readonly ResourceNode[]>();
  private conclusions = new Map<object, Map<string, unknown>>();

  add(node: ResourceNode): void {
    const { urn, type } = node;
    const known = this.nodes.get(urn);
    const added = { ...known, ...node };
    this.nodes.set(urn, added);
    const those = this.byType.get(type) ?? [];
    this.byType.set(type, known ? those.map((one) => (one === known ? added : one)) : [...those, added]);
    this.everything = undefined;
    this.earlier.clear();
    this.conclusions = new Map();
  }

  get(urn: string): ResourceNode | undefined {
    return this.nodes.get(urn);
  }

  /** The same list until another resource is registered. */
  all(): readonly ResourceNode[] {
    return (this.everything ??= [...this.nodes.values()]);
  }

  /** Those of a type, in the order in which they were registered. */
  ofType(type: string): readonly ResourceNode[] {
    return this.byType.get(type) ?? [];
  }

  note(urn: string, seen: Partial<Pick<ResourceNode, "inputs" | "outputs" | "id">>): void {
    const node = this.nodes.get(urn);
    if (!node) return;
    Object.assign(node, seen);
    this.conclusions = new Map();
  }

  /**
   * What follows from the graph as it is, such as where the routes of a subnet lead: worked out once for all rules, and
   * again once more is known of a resource.
   * @param about what the question is about, by identity: a resource, or a list of them that this graph gave
   */
  concluded<T>(about: object, question: string, workOut: () => T): T {
    const { conclusions } = this;
    const known = conclusions.get(about) ?? new Map<string, unknown>();
    conclusions.set(about, known);
    if (!known.has(question)) known.set(question, workOut());
    return known.get(question) as T;
  }

  /** Everything that is certain to exist before this resource does: what it depends on, and so on. */
  before(urn: string): readonly ResourceNode[] {
    const known = this.earlier.get(urn) ?? this.reached(urn);
    this.earlier.set(urn, known);
    return known;
  }

  private reached(urn: string): ResourceNode[] {
    const seen = new Set<string>();
    const visit = (current: string) => {
      for (const dependency of this.nodes.get(current)?.dependencies ?? []) {
        if (seen.has(dependency)) continue;
        seen.add(dependency);
        visit(dependency);
      }
    };
    visit(urn);
    return [...seen].flatMap((dependency) => this.nodes.get(dependency) ?? []);
  }

  /** The resources from which a property's value comes. */
  sources(urn: string, property: string): ResourceNode[] {
    return (this.nodes.get(urn)?.propertyDependencies[property] ?? []).flatMap(
      (source) => this.nodes.get(source) ?? [],
    );
  }
}
