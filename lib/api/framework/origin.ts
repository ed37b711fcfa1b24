import { env } from "@/lib/core/env";
import type { Asked } from "./request";

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null);

/**
 * Whether a browser says that this request comes from our own pages: by Sec-Fetch-Site, or, where a browser does not
 * send it, by Origin. Another site can forge neither, nor the Host that Origin is compared with.
 */
export function isSameOrigin({ headers, origin: asked }: Asked): boolean {
  const site = headers.get("sec-fetch-site");
  if (site) return site === "same-origin";
  const origin = hostOf(headers.get("origin") ?? "");
  if (!origin) return false;
  const { NEXTAUTH_URL } = env();
  const own = [headers.get("x-forwarded-host"), headers.get("host"), hostOf(asked)];
  return own.includes(origin) || (NEXTAUTH_URL !== undefined && hostOf(NEXTAUTH_URL) === origin);
}

/** Whether people reach the app over https, so that its cookies may say Secure. */
export const isSecure = (asked: Asked): boolean =>
  env().NEXTAUTH_URL?.startsWith("https:") === true || asked.origin.startsWith("https:");
