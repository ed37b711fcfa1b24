import { issueToken } from "@/lib/auth/session";
import type { SessionUser } from "@/lib/auth/session-user";
import { db } from "@/lib/core/db";

/** Concerts on sale whose demo traffic is switched on. */
export async function concertsWithTraffic(): Promise<string[]> {
  const now = new Date();
  const found = await db().concert.findMany({
    where: { demoCrowd: true, salesOpenAt: { lte: now }, salesCloseAt: { gt: now } },
    select: { id: true },
  });
  return found.map(({ id }) => String(id));
}

/**
 * The seeded users of the demo traffic, signed in. Their sessions are issued here: forty sign-ins from
 * one address would use up the attempts that a person at the same machine has.
 */
export async function signInFans(): Promise<string[]> {
  const fans = await db().user.findMany({
    where: { email: { startsWith: "crowd", endsWith: "@jari.test" } },
    orderBy: { createdAt: "asc" },
  });
  const toSessionUser = (fan: (typeof fans)[number]): SessionUser => ({
    id: fan.id,
    email: fan.email,
    name: fan.name,
    role: fan.role,
  });
  return Promise.all(fans.map(async (fan) => (await issueToken(toSessionUser(fan))).token));
}
