import { networkKey } from "@/lib/core/client-ip";
import { db } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { requireProof } from "@/lib/core/proof-of-work";
import {
  type Caller,
  consumeLimits,
  type LimitName,
  type RateLimitCheck,
  type RateLimitStatus,
  refundLimit,
} from "@/lib/core/rate-limit";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Credentials } from "./credentials";
import { canonicalEmail } from "./email";
import { knownDevice } from "./known-device";
import { hashPassword, verifyPassword } from "./password";
import { passwordLane } from "./password-lane";
import { isPublishedLogin } from "./published-login";
import type { SessionUser } from "./session-user";

export type SignUp = { email: string; password: string; name: string };

const userFields = { id: true, email: true, name: true, role: true } as const;

/** Sign-ups in ten minutes that nobody has to work for: of a school, and of its whole network. */
const SIGN_UPS_WITHOUT_PROOF: Partial<Record<LimitName, number>> = { "sign-up-address": 300, "sign-up-network": 900 };

/** How far beyond SIGN_UPS_WITHOUT_PROOF an address or its network is, in doublings of the work; null within it. */
function signUpDoublings(statuses: readonly RateLimitStatus[]): number | null {
  const excesses = statuses.map(({ limit, quota, remaining }) => {
    const free = Math.ceil((SIGN_UPS_WITHOUT_PROOF[limit] ?? Number.POSITIVE_INFINITY) * env().RATE_LIMIT_MULTIPLIER);
    return (quota - remaining) / free;
  });
  const excess = Math.max(...excesses);
  return excess > 1 ? Math.floor(4 * (excess - 1)) : null;
}

async function limitSignUps(email: string, caller: Caller): Promise<void> {
  const { address, proof } = caller;
  const checks: RateLimitCheck[] = address
    ? [
        { limit: "sign-up-address", identifier: address },
        { limit: "sign-up-network", identifier: networkKey(address) },
      ]
    : [{ limit: "sign-up-anywhere", identifier: "all" }];
  const doublings = signUpDoublings(await consumeLimits(checks, caller));
  if (doublings !== null) await requireProof(`sign-up ${email}`, proof, doublings);
}

/**
 * Creates a fan with an empty wallet. The limits count per address and network, or in all without a trusted address (null).
 * @throws AppError PROOF_REQUIRED, EMAIL_TAKEN, TOO_MANY_REQUESTS, OVERLOADED; UNAVAILABLE without Redis
 */
export async function signUp({ email, password, name }: SignUp, caller: Caller): Promise<SessionUser> {
  await limitSignUps(canonicalEmail(email), caller);
  try {
    const passwordHash = await passwordLane().run(() => hashPassword(password));
    return await db().user.create({ data: { email: canonicalEmail(email), name, passwordHash }, select: userFields });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw new AppError("EMAIL_TAKEN");
    throw error;
  }
}

/** Counts wrong passwords of an account; a device that has signed in to it before has a count of its own. */
function accountCheck(email: string, cookies: string | null | undefined): RateLimitCheck {
  const device = knownDevice(cookies, email);
  return device
    ? { limit: "sign-in-device", identifier: `${device}:${email}` }
    : { limit: "sign-in-account", identifier: email };
}

/**
 * Unknown emails take as long as bad passwords. `cookies` may hold that of a known device, which nobody else's wrong
 * passwords lock out.
 * @throws AppError BAD_CREDENTIALS, TOO_MANY_REQUESTS, UNAVAILABLE; OVERLOADED while too many passwords wait
 */
export async function signIn(
  { email, password }: Credentials,
  caller: Caller,
  cookies?: string | null,
): Promise<SessionUser> {
  const { address } = caller;
  const normalizedEmail = canonicalEmail(email);
  const checks: RateLimitCheck[] = [{ limit: "sign-in", identifier: `${address ?? "direct"}:${normalizedEmail}` }];
  const account = accountCheck(normalizedEmail, cookies);
  checks.push(account);
  if (address) checks.unshift({ limit: "sign-in-address", identifier: address });
  await consumeLimits(checks, caller);
  const user = await db().user.findUnique({
    where: { email: normalizedEmail },
    select: { ...userFields, passwordHash: true },
  });
  const passwordHash = isPublishedLogin(normalizedEmail, password) ? undefined : user?.passwordHash;
  const matches = await passwordLane().run(() => verifyPassword(passwordHash, password));
  if (!matches || !user) throw new AppError("BAD_CREDENTIALS");
  await refundLimit(account);
  return { id: user.id, email: user.email, name: user.name, role: user.role };
}
