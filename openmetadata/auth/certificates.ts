import { X509Certificate } from "node:crypto";

const frame = /-----BEGIN ([A-Z0-9 ]+)-----/g;
const looksLikePath = /^(\.{0,2}\/|~|file:|[A-Za-z]:\\)|\.(pem|crt|cer|der|key|p12|pfx|jks)$/i;

/** A certificate as PEM or as the base64 body of it. Throws when it is neither. */
function certificateOf(text: string): X509Certificate {
  const body = text.replace(/-----[A-Z ]+-----/g, "").replace(/\s+/g, "");
  return new X509Certificate(Buffer.from(body, "base64"));
}

/** What a text is instead of one certificate, with its article; undefined when it is one. Says nothing of the text itself. */
export function certificateFault(text: string): string | undefined {
  const kinds = [...text.matchAll(frame)].map(([, kind]) => kind ?? "");
  if (kinds.some((kind) => kind.endsWith("PRIVATE KEY"))) return "a private key";
  if (looksLikePath.test(text.trim())) return "a path";
  if (kinds.length > 1) return `${kinds.length} certificates`;
  if (kinds.length === 1 && kinds[0] !== "CERTIFICATE") return "another kind of PEM";
  try {
    certificateOf(text);
    return undefined;
  } catch {
    return "neither PEM nor base64 of a certificate";
  }
}

/** Day until which a certificate is valid, as `2030-01-31`; undefined when it is none. */
export function certificateEnd(text: string): string | undefined {
  try {
    return new Date(certificateOf(text).validTo).toISOString().slice(0, 10);
  } catch {
    return undefined;
  }
}
