"use client";

import type { AdminQueue } from "@/client/types";
import { useApi, useRefresh } from "../../use-api";

const REFRESH_EVERY_MS = 2_000;

/** The queue as it is now; null before the first response, "unknown" while the queue cannot answer. */
export function useQueueStats(concertId: string): { queue: AdminQueue | "unknown" | null; refresh: () => void } {
  const path = `/api/admin/queues/${concertId}`;
  const response = useApi<AdminQueue>(path, REFRESH_EVERY_MS);
  const refresh = useRefresh(path);
  return { queue: response ? (response.ok ? response.data : "unknown") : null, refresh };
}
