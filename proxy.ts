import { type NextRequest, NextResponse } from "next/server";
import { createContext, UNKNOWN_ROUTE } from "@/lib/api/framework/context";
import { problemResponse } from "@/lib/api/framework/problem";
import { noncePolicy, unhashedPolicy } from "@/lib/core/content-security-policy";
import { AppError } from "@/lib/core/errors";
import { pageLocale } from "@/lib/core/locales";
import { isSharedPage, renderedPath, SHARED_FOLDER } from "@/lib/core/shared-pages";

const MOUNT = { supportsContentEncoding: false };
const dev = process.env.NODE_ENV === "development";

function isDecodable(path: string): boolean {
  try {
    return Boolean(decodeURIComponent(path));
  } catch {
    return false;
  }
}

/** The path under which Next renders a shared page: with its language, and nobody's address. Null for any other page. */
function internalPath({ pathname, searchParams }: URL, { cookies, headers }: NextRequest): string | null {
  if (isDecodable(pathname) && /^\/shared(?:\/|$)/i.test(decodeURIComponent(pathname))) return "/not-found";
  if (!isSharedPage(pathname, searchParams)) return null;
  const locale = pageLocale(cookies.get("locale")?.value, headers.get("accept-language"));
  return renderedPath(pathname, locale);
}

/**
 * `?js=off` is all that a shared page can ask for where no script runs (app/_lib/no-script.tsx). The rest of its query is
 * in the address that led here.
 */
function withLostQuery(url: URL, { headers }: NextRequest): URL | null {
  const referer = headers.get("referer") ?? "";
  if (url.search !== "?js=off" || !URL.canParse(referer)) return null;
  const { host, pathname, searchParams } = new URL(referer);
  if (host !== headers.get("host") || pathname !== url.pathname) return null;
  if (searchParams.size === 0 || searchParams.has("js")) return null;
  return new URL(`${url.pathname}?${searchParams}&js=off`, url);
}

const REQUEST_CSP = ["content-security-policy", "content-security-policy-report-only"]; // Next would take a nonce from them

/**
 * Leads to the page of the reader's language, or sets a Content-Security-Policy with a new nonce on a page that is
 * rendered for its visitor. Pages check access themselves.
 */
export function proxy(request: NextRequest): Response {
  const url = new URL(request.url);
  if (/^\/api(\/|$)/.test(url.pathname))
    return isDecodable(url.pathname)
      ? NextResponse.next()
      : problemResponse(new AppError("NOT_FOUND"), request, createContext(url, UNKNOWN_ROUTE, MOUNT));
  const whole = withLostQuery(url, request);
  if (whole) return NextResponse.redirect(whole);
  const headers = new Headers(request.headers);
  for (const name of REQUEST_CSP) headers.delete(name);
  const path = internalPath(url, request);
  const proceed = () =>
    path === null
      ? NextResponse.next({ request: { headers } })
      : NextResponse.rewrite(new URL(`${path}${url.search}`, url), { request: { headers } });
  if (path?.startsWith(`${SHARED_FOLDER}/`) && request.method !== "POST") {
    const response = proceed();
    response.headers.set("content-security-policy", unhashedPolicy());
    return response;
  }
  const nonce = btoa(crypto.randomUUID());
  const csp = noncePolicy(nonce, { dev });
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", csp);
  const response = proceed();
  response.headers.set("content-security-policy", csp);
  return response;
}

export const config = {
  matcher: [
    "/api/(.*%(?![0-7][0-9a-fA-F]).*)", // Next answers 500 to a path that it cannot decode
    "/((?!api/|_next/static|_next/image|icon|apple-icon|manifest.webmanifest).*)",
  ],
};
