import { decode, encode, type JWT } from "next-auth/jwt";
import { env } from "@/lib/core/env";

export const SESSION_DAYS = 7; // design §1: login session
export const SESSION_MAX_AGE_SECONDS = SESSION_DAYS * 24 * 60 * 60;

/** Who is asking. `id` is the user's uuid. */
export type Who = { id: string; email: string; name: string; role: "FAN" | "ADMIN" };

declare module "next-auth/jwt" {
  interface JWT {
    uid?: string;
    role?: Who["role"];
  }
}

export const claimsOf = (who: Who): JWT => ({ uid: who.id, email: who.email, name: who.name, role: who.role });

/** The session as a bearer token: the JWT that next-auth also puts into its cookie. */
export async function issueToken(who: Who): Promise<{ token: string; expiresAt: Date }> {
  const token = await encode({ token: claimsOf(who), secret: env().NEXTAUTH_SECRET, maxAge: SESSION_MAX_AGE_SECONDS });
  return { token, expiresAt: new Date(Date.now() + SESSION_MAX_AGE_SECONDS * 1000) };
}

/** The value of a cookie that may come in chunks (`name.0`, `name.1`, …), as next-auth writes long ones. */
export function cookieValue(header: string | null, name: string): string | undefined {
  const jar = new Map<string, string>();
  for (const part of (header ?? "").split(/;\s*/)) {
    const at = part.indexOf("=");
    if (at > 0) jar.set(part.slice(0, at), part.slice(at + 1));
  }
  if (jar.has(name)) return jar.get(name);
  let whole = "";
  for (let chunk = 0; jar.has(`${name}.${chunk}`); chunk++) whole += jar.get(`${name}.${chunk}`);
  return whole || undefined;
}

/** How a session came: a program says it aloud, a browser adds its cookie to whatever page asks. */
export type Carrier = "bearer" | "cookie";

function carried(headers: Headers): { token: string; by: Carrier } | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer) return { token: bearer, by: "bearer" };
  const cookies = headers.get("cookie");
  const token =
    cookieValue(cookies, "__Secure-next-auth.session-token") ?? cookieValue(cookies, "next-auth.session-token");
  return token ? { token, by: "cookie" } : null;
}

/** Who a request comes from and how it says so; null when it carries no session that is valid. */
export async function identify(headers: Headers): Promise<{ who: Who; by: Carrier } | null> {
  const found = carried(headers);
  if (!found) return null;
  const claims = await decode({ token: found.token, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  if (!claims?.uid || !claims.email || !claims.role) return null;
  return { who: { id: claims.uid, email: claims.email, name: claims.name ?? "", role: claims.role }, by: found.by };
}

/** The session a request carries, as a bearer token or as next-auth's cookie; null when there is none that is valid. */
export const sessionOf = async (headers: Headers): Promise<Who | null> => (await identify(headers))?.who ?? null;
