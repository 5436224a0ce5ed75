import { Struct, Value as ProtoValue, ListValue } from "google-protobuf/google/protobuf/struct_pb";

/** A value that is not known until something else has been created. One instance; compare with `===`. */
export class Unknown {
  private constructor() {}
  static readonly value = new Unknown();
  toJSON(): string {
    return "<unknown>";
  }
}
export const unknown = Unknown.value;

/** An asset or archive, passed through as the engine sent it. */
export class Asset {
  constructor(readonly fields: Record<string, Value>) {}
}

export type Value = null | boolean | number | string | Unknown | Asset | Value[] | Properties;
export interface Properties {
  [name: string]: Value;
}

/** Properties as a provider works with them: plain values, and the names of those that hold a secret somewhere. */
export interface Decoded {
  values: Properties;
  secrets: Set<string>;
  /** Every text inside a secret envelope, but for those too short to tell anything. */
  secretTexts: Set<string>;
}

// The wire protocol's constants (sdk/go/common/resource/sig and plugin/rpc.go).
export const signatureKey = "4dabf18193072939515e22adb298388d";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const assetSignatures = ["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"];
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const unknownSentinels = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string, and what engines send for every kind
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // bool
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Decodes what the engine sends: unknown sentinels and secret envelopes are unwrapped here and nowhere else. */
export function decode(struct: Struct | undefined): Decoded {
  const values: Properties = {};
  const secrets = new Set<string>();
  const secretTexts = new Set<string>();
  struct?.getFieldsMap().forEach((proto, name) => {
    const seen: Seen = { secret: false, texts: secretTexts };
    values[name] = decodeValue(proto, seen);
    if (seen.secret) secrets.add(name);
  });
  return { values, secrets, secretTexts };
}

interface Seen {
  secret: boolean;
  texts: Set<string>;
}

function gatherTexts(value: Value | undefined, texts: Set<string>): void {
  if (typeof value === "string" && value.length >= 4) texts.add(value);
  else if (Array.isArray(value)) value.forEach((item) => gatherTexts(item, texts));
  else if (isProperties(value)) Object.values(value).forEach((item) => gatherTexts(item, texts));
}

/** Names of the properties that hold one of the texts. */
export const containing = (values: Properties, texts: ReadonlySet<string>): string[] =>
  texts.size === 0
    ? []
    : Object.keys(values).filter((name) => {
        const inside = new Set<string>();
        gatherTexts(values[name], inside);
        return [...inside].some((text) => [...texts].some((secret) => text.includes(secret)));
      });

function decodeValue(proto: ProtoValue, seen: Seen): Value {
  switch (proto.getKindCase()) {
    case ProtoValue.KindCase.BOOL_VALUE:
      return proto.getBoolValue();
    case ProtoValue.KindCase.NUMBER_VALUE:
      return proto.getNumberValue();
    case ProtoValue.KindCase.STRING_VALUE: {
      const text = proto.getStringValue();
      return unknownSentinels.has(text) ? unknown : text;
    }
    case ProtoValue.KindCase.LIST_VALUE:
      return (proto.getListValue()?.getValuesList() ?? []).map((item) => decodeValue(item, seen));
    case ProtoValue.KindCase.STRUCT_VALUE:
      return decodeObject(proto.getStructValue(), seen);
    default:
      return null;
  }
}

function decodeObject(struct: Struct | undefined, seen: Seen): Value {
  const fields: Properties = {};
  struct?.getFieldsMap().forEach((proto, name) => {
    fields[name] = decodeValue(proto, seen);
  });
  const signature = fields[signatureKey];
  if (signature === undefined) return fields;
  if (signature === secretSignature) {
    seen.secret = true;
    gatherTexts(fields.value, seen.texts);
    return fields.value ?? null;
  }
  if (signature === outputSignature) {
    if (fields.secret === true) {
      seen.secret = true;
      gatherTexts(fields.value, seen.texts);
    }
    return "value" in fields ? (fields.value ?? null) : unknown;
  }
  if (signature === resourceSignature) return fields.id ?? fields.urn ?? null;
  if (assetSignatures.includes(String(signature))) return new Asset(fields);
  return fields;
}

/** Encodes outputs for the engine; each property named in `secrets` travels in a secret envelope. */
export function encode(values: Properties, secrets: ReadonlySet<string> = new Set()): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    fields.set(name, encodeValue(secrets.has(name) ? { [signatureKey]: secretSignature, value } : value));
  }
  return struct;
}

function encodeValue(value: Value): ProtoValue {
  const proto = new ProtoValue();
  if (value === null) proto.setNullValue(0);
  else if (value === unknown) proto.setStringValue("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  else if (typeof value === "string") proto.setStringValue(value);
  else if (typeof value === "number") proto.setNumberValue(value);
  else if (typeof value === "boolean") proto.setBoolValue(value);
  else if (Array.isArray(value)) {
    const list = new ListValue();
    list.setValuesList(value.map(encodeValue));
    proto.setListValue(list);
  } else proto.setStructValue(encode(value instanceof Asset ? value.fields : (value as Properties)));
  return proto;
}

export const isProperties = (value: Value | undefined): value is Properties =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Unknown) &&
  !(value instanceof Asset);

/** Whether there is an unknown value anywhere inside. */
export function hasUnknown(value: Value | undefined): boolean {
  if (value === unknown) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isProperties(value) && Object.values(value).some(hasUnknown);
}

/** The same value, with unknowns spelled out, for comparing and for messages. */
export const canonical = (value: Value | undefined): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner) && !(inner instanceof Unknown)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? "undefined";
