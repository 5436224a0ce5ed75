import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";

/**
 * The engine's passphrase encryption (sdk/go/common/resource/config/crypt.go), so that a throw-away stack file can be
 * written, and its state read, without starting the CLI for each value.
 */
export interface StackEncryption {
  passphrase: string;
  /** `encryptionsalt` of the stack file. */
  salt: string;
  encrypt(plain: string): string;
  decrypt(cipher: string): string;
}

let shared: Promise<StackEncryption> | undefined;

/** One passphrase for all sessions of this process: deriving the key takes a third of a second of processor time. */
export const stackEncryption = (): Promise<StackEncryption> => (shared ??= deriveEncryption());

async function deriveEncryption(): Promise<StackEncryption> {
  const passphrase = randomBytes(24).toString("base64url");
  const salt = randomBytes(8);
  const key = await promisify(pbkdf2)(passphrase, salt, 1_000_000, 32, "sha256");
  const encrypt = (plain: string) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
  };
  const decrypt = (text: string) => {
    const [, nonce, sealed] = text.split(":").map((part) => Buffer.from(part, "base64"));
    const decipher = createDecipheriv("aes-256-gcm", key, nonce!);
    decipher.setAuthTag(sealed!.subarray(-16));
    return Buffer.concat([decipher.update(sealed!.subarray(0, -16)), decipher.final()]).toString("utf8");
  };
  return { passphrase, salt: `v1:${salt.toString("base64")}:${encrypt("pulumi")}`, encrypt, decrypt };
}
