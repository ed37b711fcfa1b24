"use client";

import { useCallback, useEffect, useState } from "react";
import type { ErrorCode } from "@/lib/core/errors";
import { type Answer, api } from "../api";
import type { Hook, Outbox } from "./types";

const LOOK_EVERY_MS = 5_000;

export type Seen = { outbox: Outbox; hooks: Hook[] };
type Request = { method: "POST" | "PATCH" | "DELETE"; body?: unknown };

/** The outbox as it stands, looked at every five seconds while the page is in sight, and what admins do about it. */
export function useOutbox() {
  const [seen, setSeen] = useState<Seen | "unknown" | null>(null);
  const [refused, setRefused] = useState<ErrorCode | "OFFLINE" | null>(null);

  const look = useCallback(async () => {
    if (document.hidden) return;
    const [outbox, list] = await Promise.all([
      api<Outbox>("/api/admin/outbox"),
      api<{ webhooks: Hook[] }>("/api/admin/webhooks"),
    ]);
    setSeen(outbox.ok && list.ok ? { outbox: outbox.data, hooks: list.data.webhooks } : "unknown");
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
      setRefused(answer.ok ? null : answer.code);
      await look();
      return answer;
    },
    [look],
  );
  return { seen, refused, act };
}

export type Act = ReturnType<typeof useOutbox>["act"];
