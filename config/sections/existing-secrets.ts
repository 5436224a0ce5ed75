import { z } from "zod";
import { secretsSection } from "./secrets";
import { arn, environmentName } from "./values";

const reference = z.strictObject({
  arn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$/,
      "the whole ARN of a secret of Secrets Manager, with the six characters at its end",
    )
    .describe("ARN of the secret, with the six characters that AWS adds to its name."),
  jsonKey: z
    .string()
    .regex(/^[^:\s]{1,128}$/, "the name of a member of the secret's JSON object, without a colon")
    .optional()
    .describe("Member of the secret's JSON object that is the value; the whole secret when absent."),
  kmsKeyArn: arn("kms")
    .optional()
    .describe("KMS key of the secret, when it is one of yours: the tasks may decrypt with it."),
  follow: z
    .boolean()
    .default(true)
    .describe(
      "A new current version starts the tasks that read it again with the next pulumi up. Anyone who runs Pulumi must be allowed secretsmanager:ListSecretVersionIds; false where that cannot be, such as in another account.",
    ),
});

/** A value that an existing secret holds. */
export type ExistingSecret = z.output<typeof reference>;

/** The server's public key is made from the private one's value, which the stack must have for that. */
const valuesOnly: readonly string[] = ["server.jwtPrivateKey"];

type Groups = z.ZodObject<Record<string, z.ZodOptional<z.ZodType<Record<string, ExistingSecret | undefined>>>>>;

/** The same keys as `secrets` has, so that each of those values can be one that exists. */
function mirrored(): Groups {
  const groups = Object.entries(secretsSection.shape).map(([group, optional]) => {
    const inner: z.ZodType = optional.unwrap();
    const description = inner.description ?? optional.description ?? "";
    if (!(inner instanceof z.ZodObject))
      return [group, z.record(environmentName, reference).optional().describe(description)];
    const names = Object.entries(inner.shape as Record<string, z.ZodType>).filter(
      ([name]) => !valuesOnly.includes(`${group}.${name}`),
    );
    const members = names.map(([name, value]) => [name, reference.optional().describe(value.description ?? "")]);
    return [group, z.strictObject(Object.fromEntries(members)).optional().describe(description)];
  });
  return z.strictObject(Object.fromEntries(groups)) as unknown as Groups;
}

export const existingSecretsSection = mirrored().describe(
  "Secrets of Secrets Manager that exist, in the place of values below secrets: the same keys, each with an arn. The tasks may read exactly those, and no value comes into the stack.",
);
