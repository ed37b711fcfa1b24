"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { SESSION_COOKIES } from "@/lib/auth/options";

/** Ends this browser's session, whichever name its cookie has, in one piece or in chunks. */
export async function signOut(): Promise<void> {
  const jar = await cookies();
  for (const { name } of jar.getAll()) if (SESSION_COOKIES.some((known) => name.startsWith(known))) jar.delete(name);
  redirect("/");
}
