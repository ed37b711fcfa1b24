import { hkdfSync } from "node:crypto";
import { jwtDecrypt } from "jose";
import { z } from "zod";
import { env } from "@/lib/core/env";
import { processSingleton } from "@/lib/core/singleton";

const INFO = "NextAuth.js Generated Encryption Key"; // how next-auth makes its key of the secret (next-auth/jwt)
const KEY_BYTES = 32;
const CLOCK_TOLERANCE_SECONDS = 15; // as next-auth allows

const schema = z.looseObject({
  uid: z.guid(),
  sid: z.guid(),
  email: z.string().min(1),
  name: z.string().nullish(),
  role: z.enum(["FAN", "ADMIN"]),
  exp: z.number(),
});

/** What a session's token says: whose it is, the session (whose tokens next-auth may renew), and until when, in seconds since 1970. */
export type Claims = z.output<typeof schema>;

/** Made once: next-auth makes it anew for each token, which costs six times as much as decrypting. */
const encryptionKey = () =>
  processSingleton("session key", () => new Uint8Array(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", INFO, KEY_BYTES)));

/** The claims of a token as next-auth encrypted it; null for one that is not ours, or is over. */
export async function decodeClaims(token: string): Promise<Claims | null> {
  try {
    const { payload } = await jwtDecrypt(token, encryptionKey(), { clockTolerance: CLOCK_TOLERANCE_SECONDS });
    return schema.safeParse(payload).data ?? null;
  } catch {
    return null;
  }
}
