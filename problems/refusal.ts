import * as pulumi from "@pulumi/pulumi";

/**
 * An error that ends the program and is all that a user sees of it. It has no stack: the SDK shows none of such an error, but
 * has it coloured all the same, and Node 20.20 never gets past a line of it that names a file right below a scope, as
 * `node_modules/@pulumi/resource.ts`, until it has no memory left (`markNodeModules` of `util.inspect`).
 */
export function refusal(text: string): pulumi.RunError {
  // eslint-disable-next-line no-restricted-syntax
  const error = new pulumi.RunError(text);
  error.stack = "";
  return error;
}
