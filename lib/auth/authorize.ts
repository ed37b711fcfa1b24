import { clientIpFrom } from "@/lib/core/client-ip";
import { describeError } from "@/lib/core/describe-error";
import { AppError, type ErrorCode } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { signIn } from "./accounts";
import { credentialsSchema } from "./credentials";
import type { SessionUser } from "./session-user";

type AuthorizeRequest = { headers?: Record<string, string> };

/**
 * The user of the credentials that next-auth received; null if they are malformed. An error's message is its code, which
 * reaches the client as `?error=CODE`. @throws Error as `signIn`
 */
export async function authorize(credentials: unknown, request: AuthorizeRequest): Promise<SessionUser | null> {
  const parsed = credentialsSchema.safeParse(credentials);
  if (!parsed.success) return null;
  try {
    const caller = { address: clientIpFrom((name) => request.headers?.[name]), onRateLimit() {} };
    return await signIn(parsed.data, caller, request.headers?.cookie);
  } catch (error) {
    if (error instanceof AppError) throw new Error(error.code);
    log.error({ err: describeError(error) }, "a sign-in failed");
    throw new Error("INTERNAL" satisfies ErrorCode); // next-auth shows the message to the client
  }
}
