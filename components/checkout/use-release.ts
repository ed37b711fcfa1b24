"use client";

import { useRouter } from "next/navigation";
import { fetchApi } from "../api";
import { type FailureKind, failureKind, retryRequest } from "../retry-request";
import { signInPath } from "../sign-in-path";

/** How to release held seats, one after the other. Resolves with why one was not released; null once all are. */
export function useRelease() {
  const router = useRouter();
  return async (ids: readonly string[], onBusy: (seconds: number) => void): Promise<FailureKind | null> => {
    for (const id of ids) {
      const send = () => fetchApi<null>(`/api/holds/${encodeURIComponent(id)}`, { method: "DELETE" });
      const response = await retryRequest(send, { onBusy }); // a seat that is released stays so
      if (response.ok) continue;
      const kind = failureKind(response);
      if (kind === "signedOut") router.replace(signInPath());
      return kind;
    }
    return null;
  };
}
