"use client";

import useSWR, { useSWRConfig } from "swr";
import { type ApiResponse, fetchApi } from "./api";

/**
 * The newest response to GET `path`, refreshed every `refreshMs` while the page is visible and at once when it becomes
 * visible again. Undefined before the first response; no request while `path` is null.
 */
export function useApi<Data>(path: string | null, refreshMs: number): ApiResponse<Data> | undefined {
  const { data } = useSWR(path, (path: string) => fetchApi<Data>(path), {
    refreshInterval: refreshMs,
    focusThrottleInterval: 0,
  });
  return data;
}

/** Requests every response again that begins with this path. */
export function useRefresh(prefix: string): () => Promise<unknown> {
  const { mutate } = useSWRConfig();
  return () => mutate((path) => typeof path === "string" && path.startsWith(prefix));
}
