import { SESSION_MAX_AGE_SECONDS } from "@/lib/auth/session";
import { isSecure } from "./framework/origin";
import type { Asked } from "./framework/request";

/** The header that keeps a concert's queue token in the browser, where no script can read it; null lets go of it. */
export function queueCookie(asked: Asked, concertId: string, token: string | null): Record<string, string> {
  const age = token === null ? 0 : SESSION_MAX_AGE_SECONDS; // a place outlives a closed browser
  const secure = isSecure(asked) ? "; Secure" : "";
  const value = `jari-queue-${concertId}=${token ?? ""}`;
  return { "set-cookie": `${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}` };
}
