import type { Placeholder } from "./template";

/** Parts of an address, all as text. */
export interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  /** With its slash, without one at the end; empty when there is none. */
  readonly path: string;
}

const defaultPorts: Readonly<Record<string, string>> = { http: "80", https: "443" };

export function addressOf(url: string): Address {
  const { protocol, hostname, port, pathname } = new URL(url);
  const scheme = protocol.replace(/:$/, "");
  return {
    scheme,
    host: hostname,
    port: port === "" ? (defaultPorts[scheme] ?? "") : port,
    path: pathname.replace(/\/+$/, ""),
  };
}

/** Which placeholder of an address stands for which part, and the parts that the file writes itself. */
export interface AddressTemplate {
  readonly placeholders: Readonly<Partial<Record<keyof Address, string>>>;
  readonly literals: Readonly<Partial<Record<keyof Address, string>>>;
}

const mark = (name: string): string => `\u0001${name}\u0002`;
const marked = /^\u0001(.*)\u0002$/;
const shape = /^([^:/]+):\/\/([^:/]*)(?::([^/]*))?(\/.*)?$/;

/**
 * Takes `http://${AIRFLOW_HOST:-localhost}:${AIRFLOW_PORT:-8080}` apart. Undefined when a part mixes text and
 * placeholder, so that nobody can say what the placeholder stands for.
 */
export function addressTemplateOf(parts: readonly (string | Placeholder)[]): AddressTemplate | undefined {
  const text = parts.map((part) => (typeof part === "string" ? part : mark(part.name))).join("");
  const [, scheme, host, port, path] = shape.exec(text) ?? [];
  if (scheme === undefined) return undefined;
  const placeholders: Partial<Record<keyof Address, string>> = {};
  const literals: Partial<Record<keyof Address, string>> = {};
  for (const [part, value] of Object.entries({ scheme, host, port, path }) as [keyof Address, string | undefined][]) {
    if (value === undefined) continue;
    const name = marked.exec(part === "path" ? value.replace(/^\//, "") : value)?.[1];
    if (name !== undefined) placeholders[part] = name;
    else if (value.includes("\u0001")) return undefined;
    else literals[part] = part === "path" ? value.replace(/\/+$/, "") : value;
  }
  return { placeholders, literals };
}

/** Words for the parts of an address that a file writes itself and that the stack's address contradicts. */
export function contradictions(template: AddressTemplate, address: Address): string[] {
  return (Object.entries(template.literals) as [keyof Address, string][])
    .filter(([part, value]) => address[part] !== value)
    .map(
      ([part, value]) =>
        `${part} ${value === "" ? "(none)" : value} where ${address[part] === "" ? "none" : address[part]} is right`,
    );
}
