"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { Me } from "@/client/types";
import { useVisitor } from "./visitor";

/** The signed-in visitor; a stranger is sent to sign in, and comes back to `path`. Undefined while that is not known. */
export function useRequiredVisitor(path: string): NonNullable<Me["user"]> | undefined {
  const router = useRouter();
  const user = useVisitor()?.user;
  useEffect(() => {
    if (user === null) router.replace(`/signin?next=${encodeURIComponent(path).replaceAll("%2F", "/")}`);
  }, [user, path, router]);
  return user ?? undefined;
}
