import { headers } from "next/headers";
import { cache } from "react";
import { sessionOf } from "@/lib/auth/session";
import type { Who } from "@/lib/auth/who";

/** Who is looking at this page, or null when nobody is signed in. Read once a request. */
export const who = cache(async (): Promise<Who | null> => sessionOf(await headers()));
