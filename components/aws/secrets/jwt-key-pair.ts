import { type KeyObject, createHash, createPrivateKey, createPublicKey } from "node:crypto";

/** The server's RSA key pair as the server reads it. */
export interface JwtKeyPair {
  /** PKCS#8 DER, base64. */
  readonly privateKey: string;
  /** X.509 SubjectPublicKeyInfo DER, base64. */
  readonly publicKey: string;
  /** First 32 hexadecimal digits of the public key's SHA-256: a new pair has a new id. */
  readonly keyId: string;
}

/** Reads a private key: PKCS#8 PEM, or PKCS#8 DER in base64. Public keys and other kinds of keys are refused. */
function readPrivateKey(text: string): KeyObject | undefined {
  try {
    const key = text.includes("-----BEGIN")
      ? createPrivateKey(text)
      : createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
    return key.asymmetricKeyType === "rsa" ? key : undefined;
  } catch {
    // Node's own message can quote the input.
    return undefined;
  }
}

/**
 * The key pair of a private key, PKCS#8 PEM or DER in base64. The public half is derived, so the two always belong together.
 * The error names the config key and never shows the value.
 */
export function jwtKeyPair(privateKeyText: string): JwtKeyPair {
  const key = readPrivateKey(privateKeyText.trim());
  if (!key) {
    throw new Error(
      `openmetadata:secrets.server.jwtPrivateKey must be an RSA private key in PKCS#8 (PEM, or DER in base64); ` +
        `the value found, of ${privateKeyText.length} characters, is not. ` +
        `Set it: pulumi config set --secret --path openmetadata:secrets.server.jwtPrivateKey < private_key.pem`,
    );
  }
  const publicDer = createPublicKey(key).export({ type: "spki", format: "der" });
  return {
    privateKey: key.export({ type: "pkcs8", format: "der" }).toString("base64"),
    publicKey: publicDer.toString("base64"),
    keyId: createHash("sha256").update(publicDer).digest("hex").slice(0, 32),
  };
}

/** Fernet keys are base64 with the URL-safe alphabet. */
export const urlSafeBase64 = (base64: string): string => base64.replaceAll("+", "-").replaceAll("/", "_");
