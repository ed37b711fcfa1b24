import { Agent, request } from "node:http";
import type { ApiResponse } from "./response";
import type { Timeline } from "./timeline";

export type RequestSpec = {
  method: string;
  path: string;
  session?: string;
  token?: string;
  key?: string;
  body?: unknown;
};

const TIMEOUT_MS = 20_000; // longer than anybody may have to wait; the report says who did
const NO_RESPONSE: ApiResponse = { status: 0, body: {}, retryAfterMs: 0 };

function parsed(text: string): unknown {
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}

/** The fans' way to the proxy: keeps connections, counts everything, and hangs up on purpose while `cutAfterMs` says so. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true }); // as many connections as fans: nobody waits for another's
  /** While set: after how long a client hangs up on a request on its way; null keeps it. */
  cutAfterMs: (() => number | null) | null = null;

  constructor(
    private readonly base: string,
    private readonly timeline: Timeline,
  ) {}

  request({ method, path, session, token, key, body }: RequestSpec): Promise<ApiResponse> {
    const headers: Record<string, string> = {};
    if (session) headers.authorization = `Bearer ${session}`;
    if (token) headers["queue-token"] = token;
    if (key) headers["idempotency-key"] = key;
    const sent = body === undefined ? undefined : JSON.stringify(body);
    if (sent !== undefined) {
      headers["content-type"] = "application/json";
      headers["content-length"] = String(Buffer.byteLength(sent));
    }
    const began = performance.now();
    const cutAfterMs = this.cutAfterMs?.() ?? null;
    return new Promise((resolve) => {
      let done = false;
      const finish = (answer: ApiResponse, ours = false) => {
        if (done) return;
        done = true;
        clearTimeout(timer);
        this.timeline.count(`${method} ${path}`, answer, performance.now() - began, ours);
        resolve(answer);
      };
      const pending = request(this.base + path, { method, headers, agent: this.#agent }, (incoming) => {
        let text = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (chunk) => {
          text += chunk;
        });
        incoming.on("error", () => finish(NO_RESPONSE));
        incoming.on("aborted", () => finish(NO_RESPONSE));
        incoming.on("end", () => {
          const retryAfterMs = Number(incoming.headers["retry-after"] ?? 0) * 1000;
          finish({ status: incoming.statusCode ?? 0, body: parsed(text), retryAfterMs });
        });
      });
      const hangUp = (ours: boolean) => {
        finish(NO_RESPONSE, ours);
        pending.destroy();
      };
      const timer = setTimeout(() => hangUp(cutAfterMs !== null), cutAfterMs ?? TIMEOUT_MS);
      pending.on("error", () => finish(NO_RESPONSE));
      pending.end(sent);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
