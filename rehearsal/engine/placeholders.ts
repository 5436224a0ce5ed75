import { generateKeyPairSync, randomBytes } from "node:crypto";

let privateKey: string | undefined;

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
    privateKey ??= generateKeyPairSync("rsa", { modulusLength: 2048 })
      .privateKey.export({ type: "pkcs8", format: "pem" })
      .toString();
    return privateKey;
  }
  return `placeholder${randomBytes(12).toString("hex")}`;
}
