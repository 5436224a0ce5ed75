import * as pulumi from "@pulumi/pulumi";
import * as servicediscovery from "@pulumi/aws/servicediscovery";
import type { NetworkConfig } from "../../../config/schema";
import { namespaceName, stackPrefix } from "../naming";
import type { Tags } from "../tags";

/** The names by which the tasks of a stack are found inside the VPC. */
export interface PrivateNames {
  readonly namespaceId: pulumi.Input<string>;
  /** Name under which a service is registered, known in every preview. */
  readonly registered: (service: string) => string;
  /** Its whole host name. */
  readonly hostOf: (service: string) => string;
}

/**
 * A private DNS zone of the stack's own, such as `openmetadata-dev.internal`, or a namespace of yours, in which names begin
 * with the stack's: AWS lets nobody but its owner make a zone for a VPC that another account shares.
 */
export function privateNames(
  name: string,
  args: { readonly config: NetworkConfig; readonly vpcId: pulumi.Input<string>; readonly tags: Tags },
  child: pulumi.CustomResourceOptions,
): PrivateNames {
  const [project, stack] = [pulumi.getProject(), pulumi.getStack()];
  const existing = args.config.mode === "existing" ? args.config.namespace : undefined;
  if (existing) {
    const registered = (service: string) => `${stackPrefix(project, stack)}-${service}`;
    return { namespaceId: existing.id, registered, hostOf: (service) => `${registered(service)}.${existing.name}` };
  }
  const zone = namespaceName(project, stack);
  const namespace = new servicediscovery.PrivateDnsNamespace(
    `${name}-names`,
    { name: zone, description: "Names of the tasks of this stack", vpc: args.vpcId, tags: { ...args.tags } },
    child,
  );
  return { namespaceId: namespace.id, registered: (service) => service, hostOf: (service) => `${service}.${zone}` };
}
