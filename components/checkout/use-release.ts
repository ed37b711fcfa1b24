"use client";

import { useRouter } from "next/navigation";
import { releaseSeat } from "../requests";
import { type FailureKind, failureKind, retryRequest } from "../retry-request";
import { signInPath } from "../sign-in-path";

/** How to release held seats, one after the other. Resolves with why one was not released; null once all are. */
export function useRelease() {
  const router = useRouter();
  return async (ids: readonly string[], onBusy: (seconds: number) => void): Promise<FailureKind | null> => {
    for (const id of ids) {
      const response = await retryRequest(() => releaseSeat(id), { onBusy });
      if (response.ok) continue;
      const kind = failureKind(response);
      if (kind === "signedOut") router.replace(signInPath());
      return kind;
    }
    return null;
  };
}
