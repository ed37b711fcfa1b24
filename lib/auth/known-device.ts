import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { derivedKeys } from "@/lib/core/derived-keys";
import { canonicalEmail } from "./email";
import { cookieValue, usesSecureCookies } from "./session-cookies";

const MAX_AGE_SECONDS = 365 * 24 * 60 * 60;
const PURPOSE = "jari known device";
const ID = /^[\w-]{22}$/;

const digestOf = (email: string) => createHash("sha256").update(canonicalEmail(email)).digest("base64url");
const cookieName = (email: string, secure: boolean) =>
  `${secure ? "__Host-" : ""}jari-device-${digestOf(email).slice(0, 12)}`;
const sign = (key: Buffer, email: string, id: string) =>
  createHmac("sha256", key)
    .update(`${digestOf(email)}.${id}`)
    .digest();

/** The cookie of a device that has signed in to this account; it opens nothing. */
export function deviceCookie(email: string) {
  const secure = usesSecureCookies();
  const id = randomBytes(16).toString("base64url");
  const value = `${id}.${sign(derivedKeys(PURPOSE)[0], email, id).toString("base64url")}`;
  const attributes = { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge: MAX_AGE_SECONDS } as const;
  return { name: cookieName(email, secure), value, ...attributes };
}

/** The id of the device that sent these cookies, if it has signed in to this account before; else null. */
export function knownDevice(cookies: string | null | undefined, email: string): string | null {
  const [id = "", signature = ""] = (cookieValue(cookies ?? null, cookieName(email, usesSecureCookies())) ?? "").split(
    ".",
  );
  const given = Buffer.from(signature, "base64url");
  const isOurs = (key: Buffer) => {
    const right = sign(key, email, id);
    return given.length === right.length && timingSafeEqual(given, right);
  };
  return ID.test(id) && derivedKeys(PURPOSE).some(isOurs) ? id : null;
}

type DeviceCookie = ReturnType<typeof deviceCookie>;

/** The cookie as a Set-Cookie header (RFC 6265). */
export const serializeCookie = ({ name, value, maxAge, secure }: DeviceCookie): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
