import { env } from "@/lib/core/env";

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null);

/**
 * Whether a browser says that this request comes from our own pages: by Sec-Fetch-Site, or, where a browser does not
 * send it, by Origin. Another site can forge neither, nor the Host that Origin is compared with.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site) return site === "same-origin";
  const origin = hostOf(request.headers.get("origin") ?? "");
  if (!origin) return false;
  const { NEXTAUTH_URL } = env();
  const own = [request.headers.get("x-forwarded-host"), request.headers.get("host"), new URL(request.url).host];
  return own.includes(origin) || (NEXTAUTH_URL !== undefined && hostOf(NEXTAUTH_URL) === origin);
}

/** Whether people reach the app over https, so that its cookies may say Secure. */
export const isSecure = (request: Request): boolean =>
  request.url.startsWith("https:") || env().NEXTAUTH_URL?.startsWith("https:") === true;
