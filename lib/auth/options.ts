import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { describeError } from "@/lib/core/describe-error";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { authCookies, redirectUrl } from "./auth-cookies";
import { authProblem, parseAuthRequest } from "./auth-request";
import { authorize } from "./authorize";
import { endSession, renewSession, startSession } from "./session";
import {
  type Credentials,
  readSessionCookie,
  SESSION_MAX_AGE_SECONDS,
  sessionCookie,
  usesSecureCookies,
} from "./session-cookies";
import type { SessionUser } from "./session-user";

declare module "next-auth" {
  interface User {
    role?: SessionUser["role"];
  }
}

/** The tokens of one request to next-auth, which is handed what we issue: it neither makes nor reads one itself. */
type Tokens = {
  given: Credentials | null;
  userAgent: string | null;
  user?: SessionUser;
  issued?: { token: string; expiresAt: Date };
  failure?: unknown;
};

function cookieOptions() {
  const { name, maxAge: _, ...options } = sessionCookie();
  return { name, options };
}

const authOptions = (tokens: Tokens): NextAuthOptions => ({
  secret: env().NEXTAUTH_SECRET,
  useSecureCookies: usesSecureCookies(),
  cookies: { sessionToken: cookieOptions() },
  session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_SECONDS },
  jwt: {
    decode: async () => tokens.user ?? null,
    encode: async () => tokens.issued?.token ?? "",
  },
  events: {
    signOut: () => keepFailure(tokens, () => endSession(tokens.given)),
  },
  pages: { signIn: "/signin", error: "/signin" },
  providers: [
    CredentialsProvider({ credentials: { email: { type: "email" }, password: { type: "password" } }, authorize }),
  ],
  logger: { error: (code) => log.debug({ code }, "next-auth refused"), warn() {}, debug() {} },
  callbacks: {
    redirect: redirectUrl,
    async jwt({ token, user }) {
      const { id, role } = user ?? {};
      if (id && role)
        await keepFailure(tokens, async () => {
          tokens.issued = await startSession({ id, role }, tokens.userAgent);
        });
      return token;
    },
    session: ({ session }) => ({ ...session, expires: tokens.issued?.expiresAt.toISOString() ?? session.expires }),
  },
});

/** next-auth says of a failed callback that all went well, or answers 500. */
async function keepFailure(tokens: Tokens, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    tokens.failure = error;
  }
}

/** Runs next-auth on these cookies and fields alone, whatever else the request carries. */
async function runNextAuth(
  { method, headers }: Request,
  path: readonly string[],
  fields: URLSearchParams | undefined,
  tokens: Tokens,
): Promise<Response> {
  const { cookie, ...others } = Object.fromEntries(headers);
  const request: Partial<NextApiRequest> = {
    method: method === "HEAD" ? "GET" : method,
    headers: others,
    cookies: authCookies(cookie ?? null, tokens.given),
    query: { nextauth: [...path] },
    body: fields && Object.fromEntries(fields),
  };
  const answer = { status: 200, headers: new Headers({ "cache-control": "no-store" }), body: "" };
  const response = {
    getHeader: (name: string) => (/^set-cookie$/i.test(name) ? answer.headers.getSetCookie() : undefined),
    setHeader(name: string, value: string | string[]) {
      answer.headers.delete(name);
      for (const one of [value].flat()) answer.headers.append(name, one);
      return response;
    },
    status(status: number) {
      answer.status = status;
      return response;
    },
    json: (body: unknown) => response.setHeader("Content-Type", "application/json").send(JSON.stringify(body)),
    send(body: unknown) {
      answer.body = typeof body === "string" ? body : JSON.stringify(body ?? null);
    },
    end() {},
  } as NextApiResponse;
  await NextAuth(request as NextApiRequest, response, authOptions(tokens));
  return new Response(answer.body, { status: answer.status, headers: answer.headers });
}

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own endpoints (csrf, providers, session, callback, signout) under /api/auth, for requests that pass our checks. */
export async function authRoute(request: Request, context: Context): Promise<Response> {
  const path = (await context.params).nextauth;
  const parsed = await parseAuthRequest(request, path);
  if (parsed instanceof Response) return parsed;
  const tokens: Tokens = {
    given: readSessionCookie(request.headers.get("cookie")),
    userAgent: request.headers.get("user-agent"),
  };
  if (parsed.action === "session" && tokens.given)
    await keepFailure(tokens, async () => {
      const renewed = await renewSession(tokens.given, tokens.userAgent);
      tokens.user = renewed?.user;
      tokens.issued = renewed ?? undefined;
    });
  const response = tokens.failure ? null : await runNextAuth(request, path, parsed.fields, tokens);
  if (response && !tokens.failure) return response;
  log.warn(
    { action: parsed.action, err: describeError(tokens.failure) },
    "a session was neither begun, renewed nor ended",
  );
  return authProblem("UNAVAILABLE");
}
