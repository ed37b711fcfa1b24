import { type NextRequest, NextResponse } from "next/server";
import { createContext, UNKNOWN_ROUTE } from "@/lib/api/framework/context";
import { problemResponse } from "@/lib/api/framework/problem";
import { noncePolicy } from "@/lib/core/content-security-policy";
import { AppError } from "@/lib/core/errors";

const MOUNT = { supportsContentEncoding: false };
const dev = process.env.NODE_ENV === "development";

function isDecodable(path: string): boolean {
  try {
    return Boolean(decodeURIComponent(path));
  } catch {
    return false;
  }
}

/** Sets a Content-Security-Policy with a new nonce on each page. Pages check access themselves. */
export function proxy(request: NextRequest): Response {
  const url = new URL(request.url);
  if (/^\/api(\/|$)/.test(url.pathname))
    return isDecodable(url.pathname)
      ? NextResponse.next()
      : problemResponse(new AppError("NOT_FOUND"), request, createContext(url, UNKNOWN_ROUTE, MOUNT));
  const nonce = btoa(crypto.randomUUID());
  const csp = noncePolicy(nonce, { dev });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", csp);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", csp);
  return response;
}

export const config = {
  matcher: [
    "/api/(.*%(?![0-7][0-9a-fA-F]).*)", // Next answers 500 to a path that it cannot decode
    "/((?!api/|_next/static|_next/image|icon|apple-icon|manifest.webmanifest).*)",
  ],
};
