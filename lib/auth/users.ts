import { db } from "@/lib/core/db";

export type UserSummary = { id: string; email: string; name: string };

const summaryFields = { id: true, email: true, name: true } as const;

/** The case of the email is ignored. */
export const findUserByEmail = (email: string): Promise<UserSummary | null> =>
  db().user.findUnique({ where: { email: email.toLowerCase() }, select: summaryFields });

export const findUserById = (id: string): Promise<UserSummary | null> =>
  db().user.findUnique({ where: { id }, select: summaryFields });
