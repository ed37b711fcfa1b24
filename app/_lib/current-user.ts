import { headers } from "next/headers";
import { cache } from "react";
import { getSessionUser } from "@/lib/auth/session";
import type { SessionUser } from "@/lib/auth/session-user";

/** Who is looking at this page, or null when nobody is signed in. Read once a request. */
export const currentUser = cache(async (): Promise<SessionUser | null> => getSessionUser(await headers()));
