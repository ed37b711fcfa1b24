import { headers } from "next/headers";
import { cache } from "react";
import { getSessionUser } from "@/lib/auth/session";
import type { SessionUser } from "@/lib/auth/session-user";

/** The signed-in user, or null. Read once for each request. */
export const currentUser = cache(async (): Promise<SessionUser | null> => getSessionUser(await headers()));
