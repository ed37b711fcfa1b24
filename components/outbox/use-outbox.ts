"use client";

import { useCallback, useEffect, useState } from "react";
import type { ErrorCode } from "@/lib/core/errors";
import { type Answer, api } from "../api";
import type { Deed, Hook, Outbox } from "./types";

const LOOK_EVERY_MS = 5_000;

export type Seen = { outbox: Outbox; hooks: Hook[]; history: Deed[] };
type Request = { method: "POST" | "PATCH" | "DELETE"; body?: unknown };

/** The outbox as it stands, looked at every five seconds while the page is in sight, and what admins do about it. */
export function useOutbox() {
  const [seen, setSeen] = useState<Seen | "unknown" | null>(null);
  const [refused, setRefused] = useState<ErrorCode | "OFFLINE" | null>(null);

  const look = useCallback(async () => {
    if (document.hidden) return;
    const [outbox, list, past] = await Promise.all([
      api<Outbox>("/api/admin/outbox"),
      api<{ webhooks: Hook[] }>("/api/admin/webhooks"),
      api<{ history: Deed[] }>("/api/admin/outbox/history"),
    ]);
    const all = outbox.ok && list.ok && past.ok;
    setSeen(all ? { outbox: outbox.data, hooks: list.data.webhooks, history: past.data.history } : "unknown");
  }, []);

  useEffect(() => {
    void look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [look]);

  /** Does something, looks again, and says what came of it. */
  const act = useCallback(
    async <Data>(path: string, { method, body }: Request): Promise<Answer<Data>> => {
      const answer = await api<Data>(path, { method, body, timeoutMs: 30_000 });
      setRefused(answer.ok || answer.code === "INVALID_INPUT" ? null : answer.code); // its form says that itself
      await look();
      return answer;
    },
    [look],
  );
  return { seen, refused, act };
}

export type Act = ReturnType<typeof useOutbox>["act"];
/** Sends parked deliveries again: one event of a sink, all of a sink, or all. */
export type Again = (which: { sink?: string; eventId?: string }) => Promise<void>;
