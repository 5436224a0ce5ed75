import { z } from "zod";
import { boundsOf } from "./allowed-values";
import { unwrapped, variantsOf } from "../schema-walk";

type Schema = z.core.$ZodType;

/** Texts of every form that some key asks for; a test finds a key for which none is right. */
// prettier-ignore
const texts = [
  "http://a.example.com", "http://a.example.com:3128", "https://a.example.com", "a.example.com",
  "standin", "/standin", "email:standin",
  "1.0", "16.8", "8.4", "3.3.1", "10.0.0.0/16", "192.0.2.0/24", "Z0123456789ABCDEFGHIJ",
  "eu-west-1a", "eu-west-1b", "eu-west-1c",
  "vpc-0123456789abcdef0", "subnet-0123456789abcdef0", "subnet-0123456789abcdef1", "sg-0123456789abcdef0",
  "db.m7g.large", "db.t4g.medium", "m7g.large.search", "r7g.large.search",
  ...["acm:eu-west-1:123456789012:certificate/standin", "kms:eu-west-1:123456789012:key/standin"].map(
    (end) => `arn:aws:${end}`,
  ),
  ...["sns:eu-west-1:123456789012:standin", "es:eu-west-1:123456789012:domain/standin"].map((end) => `arn:aws:${end}`),
  "arn:aws:iam::aws:policy/ReadOnlyAccess",
  "arn:aws:secretsmanager:eu-west-1:123456789012:secret:standin-AbCdEf",
  "eu-west-1",
  "arn:aws:iam::123456789012:role/Standin", "/standin/",
  "arn:aws:kms:eu-west-1:123456789012:key/0b8a6f52-2f3c-4a51-8f3a-6c2b1d3e4f50",
  "ns-0123456789abcdef", "on-call@example.com", "02:00-03:00", "sun:03:30-sun:04:30", "rate(1 day)",
];
/** So many texts are enough for one key. */
const most = 3;

const chooses = (schema: Schema) => ["enum", "literal", "boolean"].includes(unwrapped(schema)._zod.def.type);

/** Sections of every kind: each has the keys that are required, and one of the values of each key that is a choice. */
function objects(object: z.core.$ZodObject): Record<string, unknown>[] {
  const keys = Object.entries(object._zod.def.shape)
    .map(([name, below]) => ({ name, values: below._zod.optin === undefined ? standIns(below) : optional(below) }))
    .filter(({ values }) => values.length > 0);
  const count = Math.max(1, ...keys.map(({ values }) => values.length));
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(keys.map(({ name, values }) => [name, values[index % values.length]])),
  );
}

const optional = (schema: Schema) => (chooses(schema) ? standIns(schema) : []);

function valuesOf(schema: z.core.$ZodTypes): unknown[] {
  const def = schema._zod.def;
  const { minimum, maximum } = boundsOf(schema);
  switch (def.type) {
    case "enum":
      return Object.values(def.entries);
    case "literal":
      return [...def.values];
    case "boolean":
      return [true, false];
    case "number":
      return [minimum ?? 1, maximum ?? 1_000_000];
    case "string":
      return texts.filter((text) => z.safeParse(schema, text).success).slice(0, most);
    case "array": {
      const entries = standIns(def.element);
      return [Array.from({ length: minimum ?? 0 }, (_, index) => entries[index % entries.length])];
    }
    case "object":
      return objects(schema as z.core.$ZodObject);
    case "union":
      return variantsOf(schema).flatMap((variant) => objects(variant.schema));
    default:
      return [{}];
  }
}

/** Values to guess with where one is wrong or missing, one of each kind that the key takes; `undefined` where it may be left out. */
export function standIns(schema: Schema): unknown[] {
  const values = valuesOf(unwrapped(schema));
  return schema._zod.optin === undefined ? values : [undefined, ...values];
}
