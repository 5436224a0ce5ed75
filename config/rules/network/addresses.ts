import { releaseLineOf } from "../../../openmetadata/releases/release-lines";
import { configPath, remove, set } from "../../../problems/commands";
import type { Problem } from "../../../problems/problem";
import type { PlainStackConfig } from "../../schema";
import { lineOf } from "../release";
import { type Findings, rule } from "../rule";

/** Names by which Docker and Podman reach the machine that they run on: on Fargate there is none. */
const hostNames =
  /^(host|gateway)\.(docker|containers)\.internal$|^docker\.for\.(mac|win)\.(localhost|host\.internal)$/;

/** What is at an address that only a container itself has, or that nothing of yours has; undefined for any other. */
export function ownAddress(host: string): string | undefined {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  if (/(^|\.)localhost(\.localdomain)?$/.test(name) || /^ip6-(localhost|loopback)$/.test(name)) return "the container";
  if (/^127\.\d+\.\d+\.\d+$/.test(name) || ["::1", "0.0.0.0", "::", "0"].includes(name)) return "the container";
  if (hostNames.test(name)) return "the machine that Docker runs on";
  return /^169\.254\.\d+\.\d+$/.test(name) || name.startsWith("fe80:") ? "a service of AWS's own" : undefined;
}

/** Host of a URL; undefined for what is none. */
const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname : undefined);

interface NamedAddress {
  readonly key: string;
  readonly value: string;
  /** Its host. */
  readonly host: string;
  /** What is to be there, with its article. */
  readonly what: string;
}

type Sections = Pick<PlainStackConfig, "version" | "database" | "search" | "airflow" | "server" | "auth">;

const byHost = (key: string, value: string | undefined, what: string): NamedAddress[] =>
  value === undefined ? [] : [{ key, value, host: value, what }];

function byUrl(key: string, value: string | undefined, what: string): NamedAddress[] {
  const host = value === undefined ? undefined : hostOf(value);
  return value === undefined || host === undefined ? [] : [{ key, value, host, what }];
}

/** Whether a URL is the server's own, as the server reaches it: there a loopback address is right. */
const isServersOwn = (url: string, version: string): boolean =>
  lineOf(version) !== undefined && URL.canParse(url) && new URL(url).port === String(releaseLineOf(version).serverPort);

/** Every address that a container calls, by key. */
function addressesOf({ version, database, search, airflow, server, auth }: Sections): NamedAddress[] {
  const keys = (auth.publicKeyUrls ?? []).filter((url) => !isServersOwn(url, version));
  return [
    ...byHost("database.host", database.mode === "existing" ? database.host : undefined, "your database server"),
    ...byHost("search.host", search.mode === "existing" ? search.host : undefined, "your search cluster"),
    ...byUrl("airflow.endpoint", airflow.host === "existing" ? airflow.endpoint : undefined, "your Airflow"),
    ...byUrl("server.publicUrl", server.publicUrl, "the server, as browsers reach it"),
    ...byHost("auth.ldap.host", auth.ldap?.host, "your directory"),
    ...byUrl("auth.authority", auth.authority, "your identity provider"),
    ...byUrl("auth.callbackUrl", auth.callbackUrl, "the server, as browsers reach it"),
    ...byUrl("auth.oidc.discoveryUri", auth.oidc?.discoveryUri, "your identity provider"),
    ...byUrl("auth.saml.idpLoginUrl", auth.saml?.idpLoginUrl, "your identity provider"),
    ...byUrl("auth.bot.tokenEndpoint", auth.bot?.tokenEndpoint, "your identity provider"),
    ...keys.flatMap((url) =>
      byUrl(`auth.publicKeyUrls[${auth.publicKeyUrls?.indexOf(url)}]`, url, "your identity provider"),
    ),
  ];
}

/** In a container a loopback address is the container: what runs beside it on a laptop is elsewhere here. */
export const addressesAreElsewhere = rule(
  ["version", "database", "search", "airflow", "server", "auth"],
  (sections): Findings => {
    const problems = addressesOf(sections).flatMap(({ key, value, host, what }): Problem[] => {
      const own = ownAddress(host);
      if (own === undefined) return [];
      const allowed = `the address of ${what}: from a container this one leads to ${own}`;
      return [{ key, found: JSON.stringify(value), allowed, fix: set(key) }];
    });
    return { problems: [...problems, ...variableProblems(sections)] };
  },
);

/** Lists of hosts that are *not* called, and where the server itself listens, which the rule over wiring judges. */
const saysNoAddress = /^(NO_PROXY|no_proxy)$|(^|_)(SERVER_)?HOST$|HOSTNAME_CALLABLE$/;

/** Host of a value that is an address and nothing else: a name, a URL, either with a port. */
function hostOfValue(value: string): string | undefined {
  const text = value.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text))
    return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(text)?.[1];
  return /^([A-Za-z0-9.-]+|\[[0-9a-f:]+\])(:\d+)?$/.exec(text)?.[1];
}

/** Variables that a user adds with such an address as their whole value. */
function variableProblems({ server, airflow }: Sections): Problem[] {
  const sections = { server: server.environment, airflow: airflow.host === "create" ? airflow.environment : {} };
  return Object.entries(sections).flatMap(([section, environment]) =>
    Object.entries(environment).flatMap(([name, value]): Problem[] => {
      const host = saysNoAddress.test(name) || !/[a-z]/i.test(value + "x") ? undefined : hostOfValue(value);
      const own = host === undefined || host === "0" ? undefined : ownAddress(host);
      if (own === undefined) return [];
      const key = configPath([section, "environment", name]);
      const allowed = `an address that is not the container's: this one leads to ${own}, where nothing of yours listens`;
      return [{ key, found: "such an address", allowed, fix: remove(key) }];
    }),
  );
}

/** Names that only Docker Compose resolves have no dot; in a VPC that the stack makes, no search domain completes them. */
export const hostsAreWhole = rule(
  ["version", "network", "database", "search", "airflow", "server", "auth"],
  (sections): Findings => {
    const called = addressesOf(sections).filter(
      ({ key, host }) =>
        !["server.publicUrl", "auth.callbackUrl"].includes(key) && /^[A-Za-z][A-Za-z0-9-]*$/.test(host),
    );
    const bare = called.filter(({ host }) => ownAddress(host) === undefined);
    if (sections.network.mode === "existing") {
      const text = "a name without a domain: it is found only if your VPC's DHCP options complete it";
      return { notes: bare.map(({ key, value }) => ({ key, text: `${value}: ${text}` })) };
    }
    return {
      problems: bare.map(({ key, value, what }) => ({
        key,
        found: JSON.stringify(value),
        allowed: `a whole host name such as name.example.com, or an IPv4 address, of ${what}: in the stack's VPC nothing completes a name without a domain`,
        fix: set(key),
      })),
    };
  },
);

interface BareUrl {
  readonly key: string;
  readonly url: string | undefined;
  /** Whether it may go on behind the host. */
  readonly path: boolean;
  readonly why: string;
}

/** Addresses that others are made from by adding a path. */
export const urlsAreBare = rule(["server", "airflow", "auth"], ({ server, airflow, auth }): Findings => {
  const urls: BareUrl[] = [
    {
      key: "server.publicUrl",
      url: server.publicUrl,
      path: false,
      why: "the server is at the root of its name, and every address is made by adding a path",
    },
    {
      key: "airflow.endpoint",
      url: airflow.host === "existing" ? airflow.endpoint : undefined,
      path: true,
      why: "every call to Airflow is made by adding a path",
    },
    {
      key: "auth.authority",
      url: auth.authority,
      path: true,
      why: "the provider's addresses are made by adding a path",
    },
  ];
  return { problems: urls.flatMap(bareProblem) };
});

function bareProblem({ key, url, path, why }: BareUrl): Problem[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const { origin, pathname, search, hash } = new URL(url);
  const wrong = [
    ...(path || pathname === "/" ? [] : [`the path ${pathname}`]),
    ...(search === "" ? [] : ["a query"]),
    ...(hash === "" ? [] : ["a fragment"]),
  ];
  if (wrong.length === 0) return [];
  const fix = set(key, path ? `${origin}${pathname.replace(/\/+$/, "")}` : origin);
  const allowed = `scheme, host and port${path ? " and a path" : ""} alone: ${why}`;
  return [{ key, found: `a URL with ${wrong.join(" and ")}`, allowed, fix }];
}
