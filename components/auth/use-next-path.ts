"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useQuery } from "../visitor/use-query";
import { useVisitor } from "../visitor/visitor";
import { nextPath } from "./next-path";

/** Where to go after signing in: `known`, or what the URL says; empty until that can be read. */
export function useNextPath(known: string | undefined): string {
  const query = useQuery("next");
  return known ?? (query === undefined ? "" : nextPath(query));
}

/**
 * A visitor who opens the page while they are signed in goes on at once. What was known before it was shown may be of a
 * session that has just ended, and signing in here leads on by itself.
 */
export function useSkipWhenSignedIn(next: string): void {
  const router = useRouter();
  const visitor = useVisitor();
  const [wasUnknown] = useState(!visitor);
  const isSignedIn = wasUnknown && Boolean(visitor?.user);
  useEffect(() => {
    if (isSignedIn) router.replace(next || "/");
  }, [isSignedIn, next, router]);
}
