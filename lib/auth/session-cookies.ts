import { env } from "@/lib/core/env";

export const SESSION_DAYS = 7; // design §1: login session
export const SESSION_MAX_AGE_SECONDS = SESSION_DAYS * 24 * 60 * 60;

const HOST_NAME = "__Host-next-auth.session-token";
const SECURE_NAME = "__Secure-next-auth.session-token"; // before `__Host-`: another host of the same site can set it
const PLAIN_NAME = "next-auth.session-token";

/** Every name that a session's cookie has had; chunks add `.0`, `.1`, …. */
export const SESSION_COOKIES = [HOST_NAME, SECURE_NAME, PLAIN_NAME] as const;

/** Whether browsers reach this site over https, as far as settings say. */
export const usesSecureCookies = (): boolean =>
  process.env.VERCEL === "1" || env().NEXTAUTH_URL?.startsWith("https://") === true;

/** The session cookie's name and attributes, with the prefix over https (RFC 6265bis §4.1.3.2). */
export const sessionCookie = () => {
  const secure = usesSecureCookies();
  const name = secure ? HOST_NAME : PLAIN_NAME;
  return { name, httpOnly: true, sameSite: "lax", path: "/", secure, maxAge: SESSION_MAX_AGE_SECONDS } as const;
};

/** The cookie that deletes a session cookie of this name, which may be a chunk; null for another cookie. */
export function deletedSessionCookie(name: string) {
  if (!SESSION_COOKIES.some((known) => name === known || name.startsWith(`${known}.`))) return null;
  return { ...sessionCookie(), name, value: "", maxAge: 0, secure: name.startsWith("__") }; // browsers ignore an insecure one
}

/** The value of a cookie that may have chunks (`name.0`, `name.1`, …), as next-auth writes long ones. */
export function cookieValue(header: string | null, name: string): string | undefined {
  if (!header?.includes(name)) return undefined;
  const jar = new Map<string, string>();
  for (const part of header.split(/;\s*/)) {
    const at = part.indexOf("=");
    if (at > 0) jar.set(part.slice(0, at), part.slice(at + 1));
  }
  if (jar.has(name)) return jar.get(name);
  let whole = "";
  for (let chunk = 0; jar.has(`${name}.${chunk}`); chunk++) whole += jar.get(`${name}.${chunk}`);
  return whole || undefined;
}

/** A browser adds only a cookie by itself, so only a cookie needs a CSRF check. */
export type CredentialSource = "bearer" | "cookie";

/** `encryptedOnly`: from a cookie that only tokens of its time may come in. */
export type Credentials = { token: string; source: CredentialSource; encryptedOnly: boolean };

/** The session token of a request's cookies. Over https, none without a prefix counts. */
export function readSessionCookie(cookies: string | null): Credentials | null {
  const isSecure = usesSecureCookies();
  for (const name of isSecure ? [HOST_NAME, SECURE_NAME] : SESSION_COOKIES) {
    const token = cookieValue(cookies, name);
    if (token) return { token, source: "cookie", encryptedOnly: isSecure && name === SECURE_NAME };
  }
  return null;
}

/** The session token that a request brings: a bearer token, else a cookie. */
export function readCredentials(headers: Headers): Credentials | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return bearer ? { token: bearer, source: "bearer", encryptedOnly: false } : readSessionCookie(headers.get("cookie"));
}
