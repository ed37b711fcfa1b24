import { db } from "@/lib/core/db";

/** Someone with an account, as an admin sees them. */
export type Person = { id: string; email: string; name: string };

const shown = { id: true, email: true, name: true } as const;

/** The account of an email, however it is written, or null. */
export const personByEmail = (email: string): Promise<Person | null> =>
  db().user.findUnique({ where: { email: email.toLowerCase() }, select: shown });

/** The account of a public id, or null. */
export const personById = (id: string): Promise<Person | null> =>
  db().user.findUnique({ where: { id }, select: shown });
