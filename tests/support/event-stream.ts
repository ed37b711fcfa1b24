import { expect } from "vitest";
import type { TestUser } from "./fixtures";
import { send, sessionTokenOf } from "./http";

export type StreamEvent = { name: string; id: string | undefined; data: unknown };

function parsed(block: string): StreamEvent | null {
  const lines = block.split("\n").filter((line) => line !== "" && !line.startsWith(":"));
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const data = field("data");
  return data === undefined ? null : { name: field("event") ?? "message", id: field("id"), data: JSON.parse(data) };
}

/** The events of a `text/event-stream`, one after the other; null at its end. */
export function readEvents(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  return {
    async next(): Promise<StreamEvent | null> {
      for (;;) {
        const end = text.indexOf("\n\n");
        if (end >= 0) {
          const event = parsed(text.slice(0, end));
          text = text.slice(end + 2);
          if (event) return event;
          continue;
        }
        const { value, done } = await reader.read();
        if (done) return null;
        text += decoder.decode(value, { stream: true });
      }
    },
    leave: () => reader.cancel(),
  };
}

type Looking = { fan: TestUser; token: string; query: string; headers?: Record<string, string> };

/** Opens `GET /api/seats/stream`; `leave` goes as a browser does. */
export async function openSeatStream({ fan, token, query, headers = {} }: Looking) {
  const closed = new AbortController();
  const session = { authorization: `Bearer ${await sessionTokenOf(fan)}`, "queue-token": token };
  const response = await send(`/api/seats/stream?${query}`, {
    headers: { ...session, ...headers },
    signal: closed.signal,
  });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  const { next } = readEvents(response.body ?? expect.fail("no stream"));
  return { next, leave: () => closed.abort() };
}
