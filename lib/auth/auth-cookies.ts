import { createHash } from "node:crypto";
import { env } from "@/lib/core/env";
import { sitePath } from "@/lib/core/site-path";
import { type Credentials, cookieValue, sessionCookie, usesSecureCookies } from "./session-cookies";

const MAX_LENGTH = { csrf: 256, callbackUrl: 2_048 }; // characters; next-auth's csrf cookie has 129

const csrfHash = (token: string, secret: string) => createHash("sha256").update(`${token}${secret}`).digest("hex");

/** A csrf cookie of the previous secret as the current one would have made it. */
function currentCsrf(value: string): string {
  const { NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS } = env();
  const [token = "", hash] = value.split("|");
  const isPrevious = NEXTAUTH_SECRET_PREVIOUS && hash === csrfHash(token, NEXTAUTH_SECRET_PREVIOUS);
  return isPrevious ? `${token}|${csrfHash(token, NEXTAUTH_SECRET)}` : value;
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/** Where next-auth sends a browser: a path of this site, else the home page. */
export function redirectUrl({ url, baseUrl }: { url: string; baseUrl: string }): string {
  const path = sitePath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url);
  return `${baseUrl}${path ?? ""}`;
}

const isWebUrl = (url: string) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/**
 * The cookies that next-auth reads, each of bounded length and in the form that it writes: its csrf token, a URL to go back
 * to, and the session's token under the name of today. Another would make it answer 500.
 */
export function authCookies(header: string | null, session: Credentials | null): Record<string, string> {
  const secure = usesSecureCookies();
  const csrfName = `${secure ? "__Host-" : ""}next-auth.csrf-token`;
  const callbackName = `${secure ? "__Secure-" : ""}next-auth.callback-url`;
  const csrf = decode(cookieValue(header, csrfName) ?? "");
  const callbackUrl = decode(cookieValue(header, callbackName) ?? "");
  return {
    ...(csrf && csrf.length <= MAX_LENGTH.csrf && { [csrfName]: currentCsrf(csrf) }),
    ...(callbackUrl &&
      callbackUrl.length <= MAX_LENGTH.callbackUrl &&
      isWebUrl(callbackUrl) && { [callbackName]: callbackUrl }),
    ...(session && { [sessionCookie().name]: session.token }),
  };
}
