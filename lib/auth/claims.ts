import { hkdfSync } from "node:crypto";
import { jwtDecrypt } from "jose";
import { z } from "zod";
import { env } from "@/lib/core/env";
import { processSingleton } from "@/lib/core/singleton";

const INFO = "NextAuth.js Generated Encryption Key";
const KEY_BYTES = 32;
const CLOCK_TOLERANCE_SECONDS = 15;

const schema = z.looseObject({
  uid: z.guid(),
  sid: z.guid(),
  email: z.string().min(1),
  name: z.string().nullish(),
  role: z.enum(["FAN", "ADMIN"]),
  exp: z.number(),
});

/** `sid` is the session, which stays the same when next-auth renews the token; `exp` is in seconds since 1970. */
export type Claims = z.output<typeof schema>;

// next-auth derives the key for each token, which costs six times as much as decrypting.
const encryptionKey = () =>
  processSingleton("session key", () => new Uint8Array(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", INFO, KEY_BYTES)));

/** Decrypts a token of next-auth; null for an expired or foreign one. */
export async function decodeClaims(token: string): Promise<Claims | null> {
  try {
    const { payload } = await jwtDecrypt(token, encryptionKey(), { clockTolerance: CLOCK_TOLERANCE_SECONDS });
    return schema.safeParse(payload).data ?? null;
  } catch {
    return null;
  }
}
