import { isProviderBacked } from "../../../config/rules/sign-on/sign-on";
import type { PlainStackConfig } from "../../../config/schema";

/** A port at which the server calls something that config names, wherever that is. */
export interface CalledPort {
  readonly port: number;
  readonly description: string;
}

const https = 443;
/** Port of `openmetadata.yaml` when SMTP_SERVER_PORT is not set: submission of mail. */
const submission = 587;

/** Port of a URL; undefined for one of the server itself. */
function portOf(url: string): number | undefined {
  const { hostname, port, protocol } = new URL(url);
  if (["localhost", "127.0.0.1"].includes(hostname)) return undefined;
  return Number(port || (protocol === "https:" ? https : 80));
}

/** The identity provider: its keys, its discovery document, its tokens. The browser's redirects are not the server's. */
function providerPorts({ mode, authority, publicKeyUrls = [], oidc }: PlainStackConfig["auth"]): number[] {
  if (!isProviderBacked(mode)) return [];
  return [authority, ...publicKeyUrls, oidc?.discoveryUri].flatMap((url) => {
    const port = url === undefined ? undefined : portOf(url);
    return port === undefined ? [] : [port];
  });
}

function mailPort({ environment }: PlainStackConfig["server"]): number | undefined {
  const { SMTP_SERVER_ENDPOINT: endpoint, SMTP_SERVER_PORT: port } = environment;
  if (port === undefined) return endpoint === undefined ? undefined : submission;
  return /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65536 ? Number(port) : undefined;
}

/** Ports other than 443, each once. A directory without TLS is never called over the internet: see the rules for it. */
export function calledPorts({ auth, server }: Pick<PlainStackConfig, "auth" | "server">): CalledPort[] {
  const mail = mailPort(server);
  const called: CalledPort[] = [
    ...providerPorts(auth).map((port) => ({ port, description: "Identity provider" })),
    ...(auth.mode === "ldap" && auth.ldap?.ssl ? [{ port: auth.ldap.port, description: "Directory" }] : []),
    ...(mail === undefined ? [] : [{ port: mail, description: "Mail" }]),
  ];
  return called.filter(
    ({ port }, index) => port !== https && called.findIndex((other) => other.port === port) === index,
  );
}
