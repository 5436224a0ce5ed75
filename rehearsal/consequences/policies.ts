import { isRecord } from "../../problems/record";
import { cardOf } from "../cards/cards";
import { statementsOf, type Statement } from "../aws/services/iam/simulation/statement";
import { nameOf, shortName, type StateResource } from "../report/state";

/** All that decides what somebody may do, or who may come to something. */
export interface Holder {
  /** The same on both sides of a change. */
  readonly key: string;
  /** `role server-task`, `secret database-master`. */
  readonly name: string;
  readonly kind: "permission" | "trust" | "resource";
  readonly statements: Statement[];
  /** The same with ARNs as they are, one by one. */
  readonly raw: Statement[];
  /** AWS-managed policies that are attached, by name. */
  readonly managed: string[];
  /** Documents of which a part is not known before `up`. */
  readonly unknown: string[];
}

const roleType = "aws:iam/role:Role";
const policyType = "aws:iam/policy:Policy";
const managedPrefix = /^arn:[^:]*:iam::aws:policy\//;

/** Reads the policies of one state; ARNs of the stack's own resources are replaced by their names. */
export class Policies {
  readonly #holders = new Map<string, Holder>();
  readonly #byUrn: ReadonlyMap<string, StateResource>;
  readonly #names: readonly (readonly [arn: string, name: string])[];

  constructor(
    private readonly resources: readonly StateResource[],
    private readonly prefix: string,
  ) {
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    this.#names = resources
      .flatMap((resource) => {
        const arn = resource.outputs?.arn;
        return typeof arn === "string" ? [[arn, resourceName(resource, prefix)] as const] : [];
      })
      .sort(([one], [other]) => other.length - one.length);
    for (const resource of resources) this.#read(resource);
  }

  get holders(): ReadonlyMap<string, Holder> {
    return this.#holders;
  }

  #read(resource: StateResource): void {
    const { type, inputs = {} } = resource;
    const own = cardOf(type)?.policy;
    if (own) this.#add(this.#resourceHolder(resource, own.of), inputs[own.document]);
    if (type === roleType) this.#readRole(resource);
    if (type === "aws:iam/rolePolicy:RolePolicy") this.#add(this.#roleHolder(resource, "role"), inputs.policy);
    if (type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      this.#attach(this.#roleHolder(resource, "role"), resource, inputs.policyArn);
  }

  #readRole(role: StateResource): void {
    const { assumeRolePolicy, inlinePolicies, managedPolicyArns } = role.inputs ?? {};
    const name = resourceName(role, this.prefix);
    this.#add(this.#holder(`trust ${role.urn}`, name, "trust"), assumeRolePolicy);
    const holder = this.#holder(`role ${role.urn}`, name, "permission");
    for (const inline of Array.isArray(inlinePolicies) ? inlinePolicies : [])
      if (isRecord(inline)) this.#add(holder, inline.policy);
    for (const arn of Array.isArray(managedPolicyArns) ? managedPolicyArns : []) this.#attach(holder, role, arn);
  }

  /** A policy of AWS's is known by its name, one of the stack's by its document. */
  #attach(holder: Holder, by: StateResource, arn: unknown): void {
    const sources = by.propertyDependencies?.policyArn ?? [];
    const policy =
      this.resources.find(({ type, outputs, id }) => type === policyType && (outputs?.arn === arn || id === arn)) ??
      sources.flatMap((urn) => this.#byUrn.get(urn) ?? []).find(({ type }) => type === policyType);
    if (policy) this.#add(holder, policy.inputs?.policy);
    else if (typeof arn === "string") holder.managed.push(arn.replace(managedPrefix, ""));
  }

  #roleHolder(resource: StateResource, property: string): Holder {
    const given = resource.inputs?.[property];
    const source = (resource.propertyDependencies?.[property] ?? []).find(
      (urn) => this.#byUrn.get(urn)?.type === roleType,
    );
    const role =
      (source && this.#byUrn.get(source)) ||
      this.resources.find(({ type, id, inputs }) => type === roleType && (id === given || inputs?.name === given));
    if (!role) return this.#holder(`role ${String(given)}`, `role ${String(given)}`, "permission");
    return this.#holder(`role ${role.urn}`, resourceName(role, this.prefix), "permission");
  }

  #resourceHolder(resource: StateResource, of: string | undefined): Holder {
    const [source] = of ? (resource.propertyDependencies?.[of] ?? []) : [];
    const target = (source && this.#byUrn.get(source)) || resource;
    return this.#holder(`resource ${target.urn}`, resourceName(target, this.prefix), "resource");
  }

  #holder(key: string, name: string, kind: Holder["kind"]): Holder {
    const found = this.#holders.get(key) ?? { key, name, kind, statements: [], raw: [], managed: [], unknown: [] };
    this.#holders.set(key, found);
    return found;
  }

  #add(holder: Holder, document: unknown): void {
    if (document === undefined || document === null || document === "") return;
    const text = typeof document === "string" ? document : JSON.stringify(document);
    const statements = statementsOf(this.named(text));
    if (statements.length === 0) holder.unknown.push(text.slice(0, 40));
    holder.statements.push(...statements);
    holder.raw.push(...statementsOf(text));
  }

  /** A text with each ARN of the stack's own resources as `<secret database-master>`. */
  named(text: string): string {
    return this.#names.reduce((named, [arn, name]) => named.replaceAll(arn, `<${name}>`), text);
  }
}

/** `secret database-master`: kind and short name, the same with any suffix of the account. */
export const resourceName = ({ type, urn }: StateResource, prefix: string): string => {
  const kind =
    cardOf(type)?.spokenInAccess ??
    nameOf(type.replace(/:/g, "::"))
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .toLowerCase();
  const name = shortName(urn, prefix);
  return name === kind ? kind : `${kind} ${name}`;
};
