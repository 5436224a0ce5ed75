import { generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";

/** Makes the stand-in for a config path's secret; `cipher` is what the stack file has, where it has something. */
export type PlaceholderOf = (at: string, cipher?: string) => string;

let privateKey: KeyObject | undefined;

/**
 * A stand-in for a secret that a rehearsal may not or cannot read, of the form that its key asks for. Each is unique,
 * so that a test can look for it wherever it must not be.
 *
 * @param at full config path, such as `openmetadata:secrets.server.fernetKey`
 */
export function placeholderFor(at: string): string {
  const name = at.split(/[.:]/).pop()!;
  if (/fernetKey$/i.test(name)) return `${randomBytes(32).toString("base64url")}=`;
  if (/privateKey$/i.test(name)) {
    privateKey ??= generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    // Keys of the authentication modes land in the server's configuration file, which takes one line: DER in base64.
    if (name !== "jwtPrivateKey") return privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
    return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  }
  return `placeholder${randomBytes(12).toString("hex")}`;
}
