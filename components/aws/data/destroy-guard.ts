import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/**
 * Makes `pulumi destroy` of a protected stack delete nothing at all, also with `--skip-preview`, where the engine deletes
 * everything that it comes to before it meets the first protected resource. The guard depends on everything, so the engine comes
 * to it first, and it is protected. It is a random number in the state and nothing in the account.
 */
export function destroyGuard(name: string, everything: pulumi.Resource, dataProtection: boolean): pulumi.Resource {
  return new random.RandomId(
    `${name}-destroy-guard`,
    { byteLength: 4 },
    { dependsOn: [everything], protect: dataProtection },
  );
}
