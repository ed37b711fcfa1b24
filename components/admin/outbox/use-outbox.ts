"use client";

import { useCallback, useEffect, useState } from "react";
import type { ErrorCode } from "@/lib/core/errors";
import { type ApiResponse, fetchApi } from "../../api";
import type { AuditEntry, Outbox, Webhook } from "./types";

const REFRESH_EVERY_MS = 5_000;

export type OutboxData = { outbox: Outbox; hooks: Webhook[]; history: AuditEntry[] };
type ApiCall = { method: "POST" | "PATCH" | "DELETE"; body?: unknown };

/** The outbox as it stands, looked at every five seconds while the page is in sight, and what admins do about it. */
export function useOutbox() {
  const [seen, setSeen] = useState<OutboxData | "unknown" | null>(null);
  const [refused, setRefused] = useState<ErrorCode | "OFFLINE" | null>(null);

  const look = useCallback(async () => {
    if (document.hidden) return;
    const [outbox, list, past] = await Promise.all([
      fetchApi<Outbox>("/api/admin/outbox"),
      fetchApi<{ webhooks: Webhook[] }>("/api/admin/webhooks"),
      fetchApi<{ history: AuditEntry[] }>("/api/admin/outbox/history"),
    ]);
    const all = outbox.ok && list.ok && past.ok;
    setSeen(all ? { outbox: outbox.data, hooks: list.data.webhooks, history: past.data.history } : "unknown");
  }, []);

  useEffect(() => {
    void look();
    const timer = setInterval(look, REFRESH_EVERY_MS);
    return () => clearInterval(timer);
  }, [look]);

  /** Does something, looks again, and says what came of it. */
  const act = useCallback(
    async <Data>(path: string, { method, body }: ApiCall): Promise<ApiResponse<Data>> => {
      const answer = await fetchApi<Data>(path, { method, body, timeoutMs: 30_000 });
      setRefused(answer.ok || answer.code === "INVALID_INPUT" ? null : answer.code); // its form says that itself
      await look();
      return answer;
    },
    [look],
  );
  return { seen, refused, act };
}

export type CallApi = ReturnType<typeof useOutbox>["act"];
/** Sends parked deliveries again: one event of a sink, all of a sink, or all. */
export type Retry = (which: { sink?: string; eventId?: string }) => Promise<void>;
