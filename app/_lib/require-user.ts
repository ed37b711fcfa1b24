import { forbidden, redirect } from "next/navigation";
import type { SessionUser } from "@/lib/auth/session-user";
import { currentUser } from "./current-user";

/** The signed-in visitor of a page. One who is signed out is redirected to sign in, and comes back to `path` after it. */
export async function requireUserPage(path: string): Promise<SessionUser> {
  const user = await currentUser();
  if (!user) redirect(`/signin?next=${encodeURIComponent(path).replaceAll("%2F", "/")}`);
  return user;
}

/** The admin who visits a page. A fan gets 403 and `app/forbidden.tsx`. */
export async function requireAdminPage(path: string): Promise<SessionUser> {
  const user = await requireUserPage(path);
  if (user.role !== "ADMIN") forbidden();
  return user;
}
