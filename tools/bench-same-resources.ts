import * as pulumi from "@pulumi/pulumi";
import { stackFile } from "../config/stack-file/stack-files";
import { RehearsalSession, type Program } from "../rehearsal/engine/session";
import type { StateResource } from "../rehearsal/engine/workspace";
import { signatureKey } from "../rehearsal/protocol/wire";

type ResourceClass = new (
  name: string,
  inputs: pulumi.Inputs,
  options: pulumi.CustomResourceOptions,
) => pulumi.Resource;

/** A class for a step's type, which the SDK serves by a provider in the program. */
const dynamicClass = (type: string): ResourceClass =>
  class extends pulumi.CustomResource {
    constructor(name: string, inputs: pulumi.Inputs, options: pulumi.CustomResourceOptions) {
      super(type, name, inputs, options);
    }
  };

/** The class of the SDK for a type such as `aws:ecs/service:Service`, as a program by hand would use it. */
function classOf(type: string): ResourceClass {
  const [name = "", module = "", exported = ""] = type.split(":");
  if (name === "pulumi-nodejs") return dynamicClass(type);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which module it is follows from the stack
  return (require(`@pulumi/${name}/${module.replace(/^index\//, "")}`) as Record<string, ResourceClass>)[exported]!;
}

class AnyComponent extends pulumi.ComponentResource {
  constructor(type: string, name: string, parent: pulumi.Resource | undefined) {
    super(type, name, {}, { parent });
    this.registerOutputs();
  }
}

/** What a recorded resource is registered with, and which of its inputs are secret. */
interface Recorded extends StateResource {
  readonly secret: ReadonlySet<string>;
}

type Made = ReadonlyMap<string, pulumi.Resource>;

const customOf = (made: Made, urns: readonly string[] = []): pulumi.CustomResource[] =>
  urns.flatMap((urn) => made.get(urn) ?? []).filter(pulumi.CustomResource.isInstance);

const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

/** As in any program, what follows from another resource is an output of it: not known before that is created. */
const inputsOf = ({ inputs = {}, secret, propertyDependencies = {} }: Recorded, made: Made): pulumi.Inputs =>
  Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => name !== "__defaults")
      .map(([name, value]) => {
        const input = secret.has(name) ? pulumi.secret(value) : value;
        const sources = customOf(made, propertyDependencies[name]);
        return [name, sources.length > 0 ? pulumi.all(sources.map(({ id }) => id)).apply(() => input) : input];
      }),
  );

function register(resources: readonly Recorded[]): void {
  const made = new Map<string, pulumi.Resource>();
  for (const resource of resources) {
    const { urn, type, custom, parent: parentUrn = "", dependencies = [] } = resource;
    const parent = made.get(parentUrn);
    const ofInputs = new Set(Object.values(resource.propertyDependencies ?? {}).flat());
    // To wait for a component is to wait for what is still to be registered in it.
    const dependsOn = customOf(
      made,
      dependencies.filter((one) => !ofInputs.has(one)),
    );
    const [name, inputs] = [nameOf(urn), inputsOf(resource, made)];
    made.set(
      urn,
      custom ? new (classOf(type))(name, inputs, { parent, dependsOn }) : new AnyComponent(type, name, parent),
    );
  }
}

/**
 * A program that registers what a stack has, with the same types, inputs, parents and dependencies, by a bare loop: what
 * the engine and the providers cost without our program and our rules.
 */
export async function sameResources(stack: string): Promise<Program> {
  const session = await RehearsalSession.start({ stackFile: stackFile(stack) });
  try {
    await session.up();
    const encrypted = new Map(session.state({ secrets: "encrypted" }).resources.map((one) => [one.urn, one]));
    const resources = session
      .state({ secrets: "clear" })
      .resources.filter(({ type }) => !type.startsWith("pulumi:"))
      .map((one): Recorded => {
        const inputs = Object.entries(encrypted.get(one.urn)?.inputs ?? {});
        const secret = inputs.filter(([, value]) => JSON.stringify(value).includes(signatureKey)).map(([name]) => name);
        return { ...one, secret: new Set(secret) };
      });
    return async () => register(resources);
  } finally {
    await session.dispose();
  }
}
