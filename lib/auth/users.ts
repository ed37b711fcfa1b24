import { db } from "@/lib/core/db";
import { canonicalEmail } from "./email";

export type UserSummary = { id: string; email: string; name: string };

const summaryFields = { id: true, email: true, name: true } as const;

/** By any form of the email. */
export const findUserByEmail = (email: string): Promise<UserSummary | null> =>
  db().user.findUnique({ where: { email: canonicalEmail(email) }, select: summaryFields });

export const findUserById = (id: string): Promise<UserSummary | null> =>
  db().user.findUnique({ where: { id }, select: summaryFields });
