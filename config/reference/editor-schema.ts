import { z } from "zod";
import { stackConfigSchema } from "../schema";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A section's first variant is the one that an absent discriminator stands for, so it is not required there. */
function withOptionalDiscriminator(schema: JsonSchema): JsonSchema {
  const [first, ...others] = (schema.oneOf ?? []) as JsonSchema[];
  const discriminator = Object.entries(first?.properties ?? {}).find(
    ([, property]) => typeof property === "object" && "const" in property,
  )?.[0];
  if (first === undefined || discriminator === undefined) return schema;
  const required = (first.required ?? []).filter((name) => name !== discriminator);
  return { ...schema, oneOf: [{ ...first, required }, ...others] };
}

/** What `pulumi config set --secret` writes in place of a secret. */
const secure: JsonSchema = {
  type: "object",
  properties: { secure: { type: "string", description: "Encrypted by pulumi config set --secret." } },
  required: ["secure"],
  additionalProperties: false,
};

/** Every text below `secrets` may be plain (a warning) or encrypted. */
function withSecureValues(schema: JsonSchema): JsonSchema {
  if (schema.type === "string") {
    const { description, ...text } = schema;
    return { description, anyOf: [secure, text] };
  }
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, below]) => [name, withSecureValues(below as JsonSchema)] as const,
  );
  const values = schema.additionalProperties;
  return {
    ...schema,
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
    ...(typeof values === "object" ? { additionalProperties: withSecureValues(values) } : {}),
  };
}

/** JSON Schema of a stack file, for editors: names, types, forms and descriptions. Rules over several keys are the program's. */
export function stackFileSchema(): JsonSchema {
  const { $schema, properties } = z.toJSONSchema(stackConfigSchema("small"), { io: "input" });
  const keys = Object.entries(properties ?? {}).map(([name, schema]) => {
    const plain = schema as JsonSchema;
    return [
      `openmetadata:${name}`,
      name === "secrets" ? withSecureValues(plain) : name === "domain" ? plain : withOptionalDiscriminator(plain),
    ] as const;
  });
  return {
    $schema,
    title: "Stack file of the openmetadata project",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries(keys),
        // Other providers' keys, such as aws:region, are not ours to judge; unknown ones of ours are mistakes.
        patternProperties: { "^(?!openmetadata:)": {} },
        additionalProperties: false,
      },
    },
  };
}
