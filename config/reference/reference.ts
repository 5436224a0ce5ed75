import type { z } from "zod";
import { isRecord } from "../../problems/record";
import { allowedValues } from "../messages/allowed-values";
import { configPath } from "../../problems/commands";
import { problemsText } from "../../problems/problem";
import { stackConfigSchema } from "../schema";
import { schemaAt, unwrapped, variantsOf } from "../schema-walk";
import { sizes } from "../sizes";
import { validateStackConfig } from "../validate";

type Schema = z.core.$ZodType;

/** The text of `.describe()`, on whichever layer of the schema it is. */
export function descriptionOf(schema: Schema): string {
  const layers = schema as z.ZodType;
  if (layers.description !== undefined) return layers.description;
  const def = (schema as z.core.$ZodTypes)._zod.def;
  if ("innerType" in def) return descriptionOf(def.innerType);
  return def.type === "pipe" ? descriptionOf(def.out) : "";
}

const isDefault = (schema: Schema): schema is z.core.$ZodDefault =>
  (schema as z.core.$ZodTypes)._zod.def.type === "default";
const isOptional = (schema: Schema) => ["optional", "prefault"].includes((schema as z.core.$ZodTypes)._zod.def.type);

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "number",
  boolean: "boolean",
  array: "list",
  record: "map",
  object: "map",
  union: "map",
};

function typeOf(schema: Schema): string {
  const def = unwrapped(schema)._zod.def;
  if (def.type === "enum") return "text";
  if (def.type === "literal") return typeof def.values[0] === "number" ? "number" : "text";
  return typeNames[def.type] ?? def.type;
}

/** Text of a table cell: bars and brackets would end it or become tags. */
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ");
const code = (value: unknown) => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

function shownDefault(value: unknown): string {
  if (Array.isArray(value) && value.length === 0) return "empty";
  if (isRecord(value) && Object.keys(value).length === 0) return "empty";
  return code(value);
}

/** The same key in the schema of each size. */
type BySize = readonly Schema[];

function defaultOf(schemas: BySize): string {
  const [first] = schemas;
  if (first === undefined) return "";
  if (!isDefault(first)) return isOptional(first) ? "–" : "required";
  const values = schemas.map((schema) => (isDefault(schema) ? shownDefault(schema._zod.def.defaultValue) : "–"));
  return new Set(values).size === 1 ? (values[0] ?? "") : values.join(" / ");
}

function allowedOf(schema: Schema): string {
  const def = unwrapped(schema)._zod.def;
  if (def.type === "boolean") return "true, false";
  if (def.type === "object") return "the keys below";
  const text = allowedValues(schema);
  return text === "text" ? "any" : text;
}

function row(path: readonly string[], schemas: BySize, keysOf?: string): string {
  const [schema] = schemas;
  if (schema === undefined) return "";
  const secret =
    path[0] === "secrets" && typeOf(schema) !== "map"
      ? "yes"
      : path[0] === "secrets" && path.length === 2 && path[1]?.endsWith("Environment")
        ? "yes"
        : "no";
  const cells = [
    code(configPath(path)),
    typeOf(schema),
    keysOf === undefined ? cell(allowedOf(schema)) : `the keys of ${code(keysOf)}`,
    defaultOf(schemas),
    secret,
    cell(descriptionOf(schema)),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Keys that several objects share are listed once: `shown` says where. */
function rows(
  path: readonly string[],
  schemas: BySize,
  without?: string,
  shown: Map<Schema, string> = new Map(),
): string[] {
  const shapes = schemas.map((schema) => (unwrapped(schema) as z.core.$ZodObject)._zod.def.shape);
  return Object.keys(shapes[0] ?? {})
    .filter((name) => name !== without)
    .flatMap((name) => {
      const below = shapes.map((shape) => shape[name] as Schema);
      const inner = below[0] && unwrapped(below[0]);
      const here = [...path, name];
      if (inner?._zod.def.type !== "object") return [row(here, below), ...kindRows(here, below)];
      const elsewhere = shown.get(inner);
      if (elsewhere === undefined) shown.set(inner, configPath(here));
      return [row(here, below, elsewhere), ...(elsewhere === undefined ? rows(here, below, undefined, shown) : [])];
    });
}

/** Keys of a nested choice, each once: those of every kind, then what only one of them has. */
function kindRows(path: readonly string[], schemas: BySize): string[] {
  const kinds = schemas[0] === undefined ? [] : variantsOf(schemas[0]);
  const all = kinds.flatMap(({ discriminator }, index) =>
    rows(
      path,
      schemas.map((one) => variantsOf(one)[index]?.schema ?? one),
      discriminator,
    ),
  );
  return [...new Set(all)];
}

const header = ["| Key | Type | Allowed | Default | Secret | Meaning |", "| --- | --- | --- | --- | --- | --- |"];

function section(name: string, schemas: BySize): string[] {
  const [schema] = schemas;
  if (schema === undefined) return [];
  const heading = [`## ${name}`, "", descriptionOf(schema), ""];
  const variants = variantsOf(schema);
  if (variants.length === 0) return [...heading, ...header, ...rows([name], schemas), ""];
  const first = variants[0]?.discriminator ?? "";
  const required = isOptional(schema) ? "" : ` When \`${name}.${first}\` is absent it is \`${variants[0]?.value}\`.`;
  return [
    ...heading,
    `Which keys there are follows from \`${name}.${first}\`: ${variants.map(({ value }) => `\`${value}\``).join(" or ")}.${required}`,
    "",
    ...variants.flatMap(({ discriminator, value, schema: variant }, index) => [
      `### ${name}.${discriminator}: ${value}`,
      "",
      descriptionOf(variant),
      "",
      ...header,
      ...rows(
        [name],
        schemas.map((one) => variantsOf(one)[index]?.schema ?? one),
        discriminator,
      ),
      "",
    ]),
  ];
}

const introduction = `# Configuration

<!-- Generated from config/ by \`npm run docs\`; a test fails when it is stale. Change the schema, not this file. -->

A stack file, \`Pulumi.<stack>.yaml\`, says everything under \`openmetadata:\`. Only what differs from the defaults needs to be
written; \`Pulumi.dev.yaml\`, \`Pulumi.staging.yaml\` and \`Pulumi.prod.yaml\` are there to be copied.

- **Set a key** in the file, or by \`pulumi config set --path openmetadata:auth.clientId CLIENT-ID\`.
- **Set a secret** by \`pulumi config set --secret --path openmetadata:secrets.auth.clientSecret\`. Only \`secrets\` may hold secure
  values; anywhere else they are refused.
- **Defaults** that differ by \`size\` are given as small / medium / large; "–" means that the key may be absent.
- **Write versions in quotes**: YAML reads \`2.10\` as the number 2.1.
- **Editors** complete and check stack files by the JSON Schema named in their first line.

All mistakes of a file are reported together, before anything is created:
`;

const example = {
  auth: { mode: "okta", cilentId: "0oa1b2c3" },
  server: { cpu: 256, memory: 8192, allowedCidrs: ["203.0.113.0/24"] },
  network: { nat: "none" },
};

/** The whole of docs/configuration.md. */
export function configurationReference(): string {
  const schemas = sizes.map(stackConfigSchema);
  const shape = schemas[0]?.shape ?? {};
  const of = (name: string) => schemas.map((schema) => schemaAt(schema, [name], {}) as Schema);
  const sections = Object.keys(shape).filter((name) =>
    ["object", "union"].includes(unwrapped(of(name)[0] as Schema)._zod.def.type),
  );
  const single = Object.keys(shape).filter((name) => !sections.includes(name));
  const errors = problemsText(validateStackConfig(example).problems);
  return [
    introduction,
    "```text",
    errors,
    "```",
    "",
    "## At the top",
    "",
    ...header,
    ...single.map((name) => row([name], of(name))),
    "",
    ...sections.flatMap((name) => section(name, of(name))),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}
