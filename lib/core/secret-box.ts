import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { derivedKeys } from "./derived-keys";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "v1";

/** Tells which key a text was encrypted with, and nothing about the key. */
const keyId = (key: Buffer) => createHash("sha256").update("key id").update(key).digest("hex").slice(0, 16);

/** A secret's text as stored: encrypted under a key derived from NEXTAUTH_SECRET, for one purpose. */
export type SecretBox = {
  encrypt(text: string): string;
  /** Also of a text under the key of NEXTAUTH_SECRET_PREVIOUS. @throws Error without either key, and for a changed text */
  decrypt(stored: string): string;
  /** Whether a text was encrypted here, under the current key. */
  isCurrent(stored: string): boolean;
};

/** Encrypts with AES-256-GCM; stored as `v1.<id of the key>.<base64url of IV, ciphertext and tag>`. */
export function secretBox(purpose: string): SecretBox {
  const keys = derivedKeys(purpose);
  const [current] = keys;
  return {
    encrypt(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, current, iv).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${keyId(current)}.${sealed.toString("base64url")}`;
    },
    decrypt(stored) {
      const [version, id, text = ""] = stored.split(".");
      const key = version === VERSION ? keys.find((one) => keyId(one) === id) : undefined;
      if (!key) throw new Error("encrypted under a secret that is no longer set");
      const sealed = Buffer.from(text, "base64url");
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString();
    },
    isCurrent: (stored) => stored.startsWith(`${VERSION}.${keyId(current)}.`),
  };
}
