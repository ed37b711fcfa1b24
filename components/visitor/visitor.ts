"use client";

import { useMemo, useSyncExternalStore } from "react";
import type { Me } from "@/client/types";
import { fetchApi } from "../api";
import { clockOffsetMs } from "../ui/countdown";

const RETRY_SECONDS = 5;

let visitor: Me | undefined;
let offsetMs = 0; // the server's clock is ahead of this browser's by so much
let loading = false;
const listeners = new Set<() => void>();

function publish(next: Me | undefined): void {
  visitor = next;
  for (const listener of listeners) listener();
}

/** Whoever it was, it may be somebody else now: nobody is known until `loadVisitor()` has asked again. */
export const forgetVisitor = (): void => publish(undefined);

/** Asks the API who is signed in, until it answers. Pages keep what they knew meanwhile. */
export async function loadVisitor(): Promise<void> {
  if (loading) return;
  loading = true;
  const response = await fetchApi<Me>("/api/me");
  loading = false;
  if (response.ok) {
    offsetMs = clockOffsetMs(response.data.now, Date.now());
    publish(response.data);
  } else setTimeout(loadVisitor, (response.retryAfterSeconds ?? RETRY_SECONDS) * 1000);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0 && !visitor) void loadVisitor();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Who is signed in, and the server's clock when it said so; undefined until the API has answered. */
export const useVisitor = (): Me | undefined =>
  useSyncExternalStore(
    subscribe,
    () => visitor,
    () => undefined,
  );

/** What the server's clock shows now, by its last answer. */
export const serverTime = (): string => new Date(Date.now() + offsetMs).toISOString();

/** The server's clock, read when its answer was first seen here; undefined before. */
export function useServerNow(): string | undefined {
  const visitor = useVisitor();
  return useMemo(() => visitor && serverTime(), [visitor]);
}
