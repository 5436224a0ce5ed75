import * as pulumi from "@pulumi/pulumi";
import { stackFile } from "../config/stack-file/stack-files";
import { RehearsalSession, type Program } from "../rehearsal/engine/session";
import type { StateResource } from "../rehearsal/engine/workspace";
import { signatureKey } from "../rehearsal/protocol/wire";

class AnyResource extends pulumi.CustomResource {}

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

const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

const inputsOf = ({ inputs = {}, secret }: Recorded): pulumi.Inputs =>
  Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => name !== "__defaults")
      .map(([name, value]) => [name, secret.has(name) ? pulumi.secret(value) : value]),
  );

function register(resources: readonly Recorded[]): void {
  const made = new Map<string, pulumi.Resource>();
  for (const resource of resources) {
    const { urn, type, custom, parent: parentUrn = "", dependencies = [] } = resource;
    const parent = made.get(parentUrn);
    // To wait for a component is to wait for what is still to be registered in it.
    const dependsOn = dependencies.flatMap((one) => made.get(one) ?? []).filter((one) => one instanceof AnyResource);
    const [name, inputs] = [nameOf(urn), inputsOf(resource)];
    made.set(
      urn,
      custom ? new AnyResource(type, name, inputs, { parent, dependsOn }) : new AnyComponent(type, name, parent),
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
