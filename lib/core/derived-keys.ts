import { hkdfSync } from "node:crypto";
import { env } from "./env";

const KEY_BYTES = 32;

type Keys = readonly [current: Buffer, ...previous: Buffer[]];
const keysByPurpose = new Map<string, Keys>();

const derive = (secret: string, purpose: string) => Buffer.from(hkdfSync("sha256", secret, "", purpose, KEY_BYTES));

/**
 * 256-bit keys for one purpose, derived (HKDF, RFC 5869) from NEXTAUTH_SECRET and NEXTAUTH_SECRET_PREVIOUS. The first signs
 * or encrypts; all verify or decrypt, so that a new secret voids nothing.
 */
export function derivedKeys(purpose: string): Keys {
  const known = keysByPurpose.get(purpose);
  if (known) return known;
  const { NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS } = env();
  const current = derive(NEXTAUTH_SECRET, purpose);
  const keys: Keys = NEXTAUTH_SECRET_PREVIOUS ? [current, derive(NEXTAUTH_SECRET_PREVIOUS, purpose)] : [current];
  keysByPurpose.set(purpose, keys);
  return keys;
}
