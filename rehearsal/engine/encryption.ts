import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { serveKey } from "./key-service";

/**
 * The engine's encryption (sdk/go/common/resource/config/crypt.go) with a key of this process, so that a throw-away stack
 * file can be written, and its state read, without starting the CLI for each value.
 */
export interface StackEncryption {
  /** What the stack file says of the key, in the words of Pulumi. */
  readonly sections: { readonly secretsprovider: string; readonly encryptedkey: string };
  /** With what the engine finds the key. */
  readonly environment: Readonly<Record<string, string>>;
  encrypt(plain: string): string;
  decrypt(cipher: string): string;
}

let shared: Promise<StackEncryption> | undefined;

/** One key for all sessions of this process. */
export const stackEncryption = (): Promise<StackEncryption> => (shared ??= newEncryption());

/** From a passphrase every start of the engine would derive the key anew, for a fifth of a second; a service gives it. */
async function newEncryption(): Promise<StackEncryption> {
  const key = randomBytes(32);
  const token = randomBytes(24).toString("base64url");
  const name = "rehearsal";
  const encryptedkey = Buffer.from("vault:v1:of-this-process").toString("base64");
  return {
    sections: { secretsprovider: `hashivault://${name}`, encryptedkey },
    environment: { VAULT_ADDR: await serveKey({ key, token, name }), VAULT_TOKEN: token },
    encrypt: (plain) => encrypted(plain, key),
    decrypt: (cipher) => decrypted(cipher, key),
  };
}

function encrypted(plain: string, key: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

function decrypted(text: string, key: Buffer): string {
  const [, nonce, sealed] = text.split(":").map((part) => Buffer.from(part, "base64"));
  const decipher = createDecipheriv("aes-256-gcm", key, nonce!);
  decipher.setAuthTag(sealed!.subarray(-16));
  return Buffer.concat([decipher.update(sealed!.subarray(0, -16)), decipher.final()]).toString("utf8");
}
