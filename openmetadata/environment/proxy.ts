import type { Input } from "@pulumi/pulumi";
import type { EnvironmentVariable } from "../tasks/container-spec";
import { combine, derive } from "./inputs";

/** The way to the internet through a proxy, as `network.proxy` of a stack file says it. */
export interface ProxySettings {
  /** Proxy of http URLs, `http://HOST:PORT`; those go directly when absent. */
  readonly http?: string;
  /** Proxy of https URLs, likewise; its own address begins with http:// too. */
  readonly https?: string;
  /** Hosts of the user's own that are reached directly: names, `.suffix`, addresses, ranges. */
  readonly noProxy: readonly string[];
}

/** What no container may ask a proxy for: itself, and AWS's addresses for credentials and metadata of a task. */
const ownAddresses = ["localhost", "127.0.0.1", "169.254.169.254", "169.254.170.2"] as const;

/** Everything that is reached directly. `stack`: names of the stack's own parts, in the form of `noProxy`. */
const directHosts = (stack: readonly Input<string>[], own: readonly string[]): Input<string>[] => [
  ...new Set<Input<string>>([...ownAddresses, ...stack, ...own]),
];

/** As libcurl, Python and the AWS SDKs read it: a name stands for all below it, with or without a dot before it. */
const suffixForm = (host: string): string => host.replace(/^\*\./, ".");

const joined = (hosts: readonly Input<string>[], separator: string, form: (host: string) => string): Input<string> =>
  hosts
    .map((host) => derive(host, form))
    .reduce((left, right) => combine(left, right, (one, other) => `${one}${separator}${other}`));

/** The value of NO_PROXY. */
export const noProxyValue = (stack: readonly Input<string>[], own: readonly string[]): Input<string> =>
  joined(directHosts(stack, own), ",", suffixForm);

/** Octets of a range's first address. */
const octets = (address: string): number[] => address.split(".").map(Number);

/**
 * A range as Java can say it, which knows `*` at an end only: the ranges of whole octets that it is made of, 128 at most
 * (`172.16.0.0/12` is `172.16.*` to `172.31.*`).
 */
function javaRange(range: string): string[] {
  const [address = "", length = "32"] = range.split("/");
  const prefix = Number(length);
  const whole = Math.max(1, Math.ceil(prefix / 8));
  const first = octets(address);
  const step = 2 ** (whole * 8 - prefix);
  const begin = Math.floor((first[whole - 1] ?? 0) / step) * step;
  return Array.from({ length: step }, (_, index) =>
    [...first.slice(0, whole - 1), begin + index].join(".").concat(whole === 4 ? "" : ".*"),
  );
}

/** One host as `http.nonProxyHosts` says it (Java Platform, Networking Properties). */
export function javaHosts(host: string): string[] {
  if (host === "127.0.0.1") return ["127.*", "[::1]"];
  if (/^\d+(\.\d+){3}\/\d+$/.test(host)) return javaRange(host);
  if (/^\d+(\.\d+){3}$/.test(host) || host === "localhost") return [host];
  if (/^(\*?\.)/.test(host)) return [`*.${host.replace(/^\*?\./, "")}`];
  return [host, `*.${host}`];
}

/**
 * Options of the Java virtual machine. One property names the hosts for both protocols. They go into JAVA_TOOL_OPTIONS,
 * which every JVM reads: OPENMETADATA_OPTS reaches the server alone, and not the image's migration and ops commands.
 */
export function javaProxyOptions(proxy: ProxySettings, stack: readonly Input<string>[]): Input<string>[] {
  const of = (protocol: "http" | "https"): string[] => {
    const url = proxy[protocol];
    if (url === undefined) return [];
    const { hostname, port } = new URL(url);
    return [`-D${protocol}.proxyHost=${hostname}`, `-D${protocol}.proxyPort=${port || "80"}`];
  };
  const hosts = joined(directHosts(stack, proxy.noProxy), "|", (host) => javaHosts(host).join("|"));
  return [...of("http"), ...of("https"), derive(hosts, (known) => `-Dhttp.nonProxyHosts=${known}`)];
}

const both = (name: string, value: Input<string> | undefined): EnvironmentVariable[] =>
  value === undefined ? [] : [name, name.toLowerCase()].map((each) => ({ name: each, value }));

/** Variables of programs in Python, C and Go. Some read the capitals, some only the others. */
export const proxyVariables = (proxy: ProxySettings, stack: readonly Input<string>[]): EnvironmentVariable[] => [
  ...both("HTTP_PROXY", proxy.http),
  ...both("HTTPS_PROXY", proxy.https),
  ...both("NO_PROXY", noProxyValue(stack, proxy.noProxy)),
];

const isProxy = (name: string): boolean => /^(HTTP|HTTPS|ALL)_PROXY$/i.test(name);

/**
 * A proxy that a user's own variables name would be between Airflow and itself, and between it and the server: the
 * hosts that are reached directly are added to NO_PROXY. One that is a secret is left as it is.
 */
export function withDirectHosts(
  variables: readonly EnvironmentVariable[],
  stack: readonly Input<string>[],
): EnvironmentVariable[] {
  if (!variables.some(({ name }) => isProxy(name))) return [...variables];
  const given = variables.filter(({ name }) => /^no_proxy$/i.test(name));
  const said = given.flatMap((variable) =>
    "value" in variable && typeof variable.value === "string" ? [variable.value] : [],
  );
  if (said.length < given.length) return [...variables];
  const own = said.flatMap((value) => value.split(",")).map((host) => host.trim());
  const merged = both(
    "NO_PROXY",
    noProxyValue(
      stack,
      own.filter((host) => host !== ""),
    ),
  );
  return [...variables.filter((variable) => !given.includes(variable)), ...merged].sort((left, right) =>
    left.name < right.name ? -1 : 1,
  );
}
