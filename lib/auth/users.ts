import { db } from "@/lib/core/db";

export type UserSummary = { id: string; email: string; name: string };

const summaryFields = { id: true, email: true, name: true } as const;

/** The user with this email, in any case, or null. */
export const findUserByEmail = (email: string): Promise<UserSummary | null> =>
  db().user.findUnique({ where: { email: email.toLowerCase() }, select: summaryFields });

/** The user with this id, or null. */
export const findUserById = (id: string): Promise<UserSummary | null> =>
  db().user.findUnique({ where: { id }, select: summaryFields });
