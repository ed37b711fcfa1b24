"use client";

import { useState } from "react";
import type { Outbox, OutboxAuditEntry, Webhook } from "@/client/types";
import type { ErrorCode } from "@/lib/core/errors";
import { type ApiResponse, fetchApi } from "../../api";
import { useApi, useRefresh } from "../../use-api";

export const REFRESH_EVERY_MS = 5_000;
const COMMAND_TIMEOUT_MS = 30_000; // a test waits for the webhook's own server

type OutboxView = { outbox: Outbox; webhooks: Webhook[]; history: OutboxAuditEntry[] };
type Command = { method: "POST" | "PATCH" | "DELETE"; body?: unknown };

function useOutboxView(): OutboxView | "unknown" | null {
  const outbox = useApi<Outbox>("/api/admin/outbox", REFRESH_EVERY_MS);
  const webhooks = useApi<{ webhooks: Webhook[] }>("/api/admin/webhooks", REFRESH_EVERY_MS);
  const history = useApi<{ history: OutboxAuditEntry[] }>("/api/admin/outbox/history", REFRESH_EVERY_MS);
  if (!outbox || !webhooks || !history) return null;
  if (!outbox.ok || !webhooks.ok || !history.ok) return "unknown";
  return { outbox: outbox.data, webhooks: webhooks.data.webhooks, history: history.data.history };
}

/** The outbox as it is now ("unknown" while it cannot be read), and a way to send it commands. */
export function useOutbox() {
  const view = useOutboxView();
  const refresh = useRefresh("/api/admin/");
  const [errorCode, setErrorCode] = useState<ErrorCode | "OFFLINE" | null>(null);

  async function send<Data>(path: string, { method, body }: Command): Promise<ApiResponse<Data>> {
    const response = await fetchApi<Data>(path, { method, body, timeoutMs: COMMAND_TIMEOUT_MS });
    setErrorCode(response.ok || response.code === "INVALID_INPUT" ? null : response.code); // a form shows INVALID_INPUT itself
    await refresh();
    return response;
  }
  return { view, errorCode, send };
}

export type SendCommand = ReturnType<typeof useOutbox>["send"];
/** Delivers parked events again: one event of a sink, all of a sink, or all. */
export type Retry = (which: { sink?: string; eventId?: string }) => Promise<void>;
