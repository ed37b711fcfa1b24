import { type NextRequest, NextResponse } from "next/server";
import { createContext, UNKNOWN_ROUTE } from "@/lib/api/framework/context";
import { problemResponse } from "@/lib/api/framework/problem";
import { AppError } from "@/lib/core/errors";

const MOUNT = { supportsContentEncoding: false };
const dev = process.env.NODE_ENV === "development";
const DISPLAY_NONE_HASH = "'sha256-aqNNdDLnnrDOnTNdkJpYlAxKVJtLt9CtFLklmInuUAE='"; // of `display:none`, which React sets on a streamed SVG

/** Scripts only with this response's nonce and what they load; everything else only from this origin. */
const contentSecurityPolicy = (nonce: string) =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}' 'unsafe-hashes' ${DISPLAY_NONE_HASH}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

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
  const csp = contentSecurityPolicy(nonce);
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
    {
      source: "/((?!api/|_next/static|_next/image|icon|apple-icon|manifest.webmanifest).*)",
      missing: [
        { type: "header", key: "next-router-prefetch" },
        { type: "header", key: "purpose", value: "prefetch" },
      ],
    },
  ],
};
