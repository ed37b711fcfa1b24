import { db } from "@/lib/core/db";
import { Refusal } from "@/lib/core/errors";
import { type Attempt, type Caller, countAttempts } from "@/lib/core/limits";
import { Prisma } from "@/lib/generated/prisma/client";
import { hashPassword, passwordFits } from "./password";
import type { Who } from "./who";

export type SignUp = { email: string; password: string; name: string };
export type Credentials = { email: string; password: string };

const shown = { id: true, email: true, name: true, role: true } as const;

/**
 * Opens a fan's account with an empty wallet. Attempts are counted per address; where no address can be trusted (null),
 * everybody shares one wide count, so that a flood is bounded and a busy evening is not.
 * @throws Refusal EMAIL_TAKEN, TOO_MANY_REQUESTS; UNAVAILABLE when attempts cannot be counted
 */
export async function signUp({ email, password, name }: SignUp, caller: Caller): Promise<Who> {
  const { address } = caller;
  const attempt: Attempt = address
    ? { limit: "sign-up-address", who: address }
    : { limit: "sign-up-anywhere", who: "all" };
  await countAttempts([attempt], caller);
  try {
    const passwordHash = await hashPassword(password);
    return await db().user.create({ data: { email: email.toLowerCase(), name, passwordHash }, select: shown });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw new Refusal("EMAIL_TAKEN");
    throw error;
  }
}

/**
 * The user these credentials belong to. Attempts are counted per email and address, and per address (per email alone where
 * no address can be trusted: null); an unknown email takes as long as a wrong password.
 * @throws Refusal BAD_CREDENTIALS, TOO_MANY_REQUESTS; UNAVAILABLE when attempts cannot be counted
 */
export async function signIn({ email, password }: Credentials, caller: Caller): Promise<Who> {
  const { address } = caller;
  const known = email.toLowerCase();
  const attempts: Attempt[] = [{ limit: "sign-in", who: `${address ?? "direct"}:${known}` }];
  if (address) attempts.push({ limit: "sign-in-address", who: address });
  await countAttempts(attempts, caller);
  const user = await db().user.findUnique({ where: { email: known }, select: { ...shown, passwordHash: true } });
  if (!(await passwordFits(user?.passwordHash, password)) || !user) throw new Refusal("BAD_CREDENTIALS");
  return { id: user.id, email: user.email, name: user.name, role: user.role };
}
