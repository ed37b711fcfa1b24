import { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { env } from "@/lib/core/env";
import { sitePath } from "@/lib/core/site-path";
import { parseAuthRequest } from "./auth-request";
import { authorize } from "./authorize";
import { buildClaims, decodeUnrevokedClaims, SESSION_COOKIES, SESSION_MAX_AGE_SECONDS } from "./session";
import { revokeSession } from "./session-store";
import type { SessionUser } from "./session-user";

declare module "next-auth" {
  interface User {
    role?: SessionUser["role"];
  }
}

const isSecure = () => process.env.VERCEL === "1" || env().NEXTAUTH_URL?.startsWith("https://") === true;

/** The session cookie as next-auth sets it, for a sign-in through a server action. */
export const sessionCookie = () =>
  ({
    name: SESSION_COOKIES[isSecure() ? 0 : 1],
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure(),
    maxAge: SESSION_MAX_AGE_SECONDS,
  }) as const;

/** Where next-auth sends a browser: a path of this site, else the home page. */
function redirectUrl({ url, baseUrl }: { url: string; baseUrl: string }): string {
  const path = sitePath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url);
  return `${baseUrl}${path ?? ""}`;
}

const authOptions = (): NextAuthOptions => ({
  secret: env().NEXTAUTH_SECRET,
  useSecureCookies: isSecure(),
  session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_SECONDS },
  jwt: { decode: async ({ token }) => (token ? decodeUnrevokedClaims(token) : null) }, // a revoked session is never renewed
  events: {
    async signOut({ token }) {
      if (token?.sid) await revokeSession(token.sid, SESSION_MAX_AGE_SECONDS);
    },
  },
  pages: { signIn: "/signin", error: "/signin" },
  providers: [Credentials({ credentials: { email: { type: "email" }, password: { type: "password" } }, authorize })],
  callbacks: {
    redirect: redirectUrl,
    jwt({ token, user }) {
      if (!user?.email || !user.role) return token;
      return { ...token, ...buildClaims({ id: user.id, email: user.email, name: user.name ?? "", role: user.role }) };
    },
  },
});

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own endpoints (csrf, providers, session, callback, signout) under /api/auth, for requests that pass our checks. */
export async function authRoute(request: NextRequest, context: Context): Promise<Response> {
  const parsed = await parseAuthRequest(request, (await context.params).nextauth);
  if (parsed instanceof Response) return parsed;
  const { origin, pathname } = request.nextUrl; // no action reads the query
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/x-www-form-urlencoded");
  const checked = new NextRequest(`${origin}${pathname}`, {
    method: request.method,
    headers,
    body: parsed.fields?.toString(),
  });
  return NextAuth(checked, context, authOptions());
}
