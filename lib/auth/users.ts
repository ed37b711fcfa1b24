import { db } from "@/lib/core/db";

/** Someone with an account, as an admin sees them. */
export type UserSummary = { id: string; email: string; name: string };

const summaryFields = { id: true, email: true, name: true } as const;

/** The account of an email, however it is written, or null. */
export const findUserByEmail = (email: string): Promise<UserSummary | null> =>
  db().user.findUnique({ where: { email: email.toLowerCase() }, select: summaryFields });

/** The account of a public id, or null. */
export const findUserById = (id: string): Promise<UserSummary | null> =>
  db().user.findUnique({ where: { id }, select: summaryFields });
