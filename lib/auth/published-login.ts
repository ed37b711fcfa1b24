import { env } from "@/lib/core/env";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/prisma/seed/accounts";

const emails = new Set(DEMO_ACCOUNTS.map(({ email }) => email));

// On Vercel nothing looks at the accounts before it serves, as `npm start` does (docs/operations.md, Demo accounts).
const isDemo = () => env().JARI_DEMO && process.env.VERCEL !== "1";

/** Whether this is a login of the demo, which anybody can read in the README, and this is no demo. */
export const isPublishedLogin = (email: string, password: string): boolean =>
  password === DEMO_PASSWORD && emails.has(email) && !isDemo();
