import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect } from "vitest";
import { createJariClient, type Jari } from "@/client";
import type { Mount } from "@/lib/api/framework/context";
import { dispatch } from "@/lib/api/framework/dispatch";
import { issueToken } from "@/lib/auth/session";
import type { SessionUser } from "@/lib/auth/session-user";
import type { ErrorCode } from "@/lib/core/errors";
import { checkAnswer } from "./contract";

type RequestOptions = {
  /** Whose session the request carries, as a bearer token. */
  as?: SessionUser;
  /** A queue token, in its header. */
  token?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** An Idempotency-Key. */
  key?: string;
  headers?: Record<string, string>;
};

/** What a problem says; empty on a success. */
export type Problem = {
  code?: ErrorCode;
  title?: string;
  detail?: string;
  status?: number;
  type?: string;
  errors?: { path: string; message: string }[];
  seatNumbers?: number[];
  requestId?: string;
};
export type ApiResult<Body> = { status: number; headers: Headers; body: Body & Omit<Problem, keyof Body> };

const sessions = new Map<string, Promise<string>>();

/** The bearer token of a user's session, made once. */
export function sessionTokenOf(user: SessionUser): Promise<string> {
  const token = sessions.get(user.id) ?? issueToken(user).then(({ token }) => token);
  sessions.set(user.id, token);
  return token;
}

/** What an answer says, also when a handler of this process packed it; over HTTP, fetch has unpacked it. */
async function textOf(response: Response): Promise<string> {
  const packing = process.env.TEST_BASE_URL ? null : response.headers.get("content-encoding");
  const bytes = Buffer.from(await response.arrayBuffer());
  return String(packing === "br" ? brotliDecompressSync(bytes) : packing === "gzip" ? gunzipSync(bytes) : bytes);
}

/** The JSON of an answer, or its text where it is none. */
export async function bodyOf(response: Response): Promise<unknown> {
  const text = await textOf(response);
  return text && /json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text) : text;
}

const baseUrl = () => process.env.TEST_BASE_URL ?? "http://jari.test";

/** The mount that handlers in this process run on: by default what Next can do. */
export const mount: Mount = { supportsContentEncoding: false };

async function sendRequest(request: Request): Promise<Response> {
  const { method, url } = request;
  const response = await (process.env.TEST_BASE_URL
    ? fetch(request, { redirect: "manual" })
    : dispatch(request, mount));
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  checkAnswer(method, url, response, isStream ? undefined : await bodyOf(response.clone()));
  return response;
}

/**
 * Sends a request as it is: to the handlers in this process, or to the server at TEST_BASE_URL. Every answer is compared
 * with what its endpoint declares; of one that goes on as a stream, what comes before its body.
 */
export const send = (path: string, init: RequestInit = {}): Promise<Response> =>
  sendRequest(new Request(new URL(path, baseUrl()), init));

/** What Prometheus is answered. */
export const scrape = (): Promise<Response> =>
  send("/api/metrics", { headers: { authorization: `Bearer ${process.env.METRICS_TOKEN}` } });

/** The typed client that we offer to others, as somebody or as nobody: what does not fit the description does not compile. */
export const client = async (as?: SessionUser): Promise<Jari> =>
  createJariClient({ baseUrl: baseUrl(), session: as && (await sessionTokenOf(as)), fetch: sendRequest });

/** An answer of the typed client, as those of {@link api} are. */
export function toResult<Data>({ data, error, response }: { data?: Data; error?: object; response: Response }) {
  const body = (data ?? error ?? "") as ApiResult<Data>["body"];
  return { status: response.status, headers: response.headers, body };
}

/** A request to the contract, as JSON. */
export async function api<Body = object>(
  method: string,
  path: string,
  { as, token, body, key, headers }: RequestOptions = {},
): Promise<ApiResult<Body>> {
  const sent = new Headers(headers);
  if (as) sent.set("authorization", `Bearer ${await sessionTokenOf(as)}`);
  if (token) sent.set("queue-token", token);
  if (key) sent.set("idempotency-key", key);
  if (body !== undefined) sent.set("content-type", "application/json");
  const response = await send(path, { method, headers: sent, body: body === undefined ? null : JSON.stringify(body) });
  const answer = await bodyOf(response);
  return { status: response.status, headers: response.headers, body: answer as ApiResult<Body>["body"] };
}

/** Asserts a refusal: its code, with the status that the code has. */
export function expectError(
  { status, body }: { status: number; body: { code?: unknown } },
  code: ErrorCode,
  expected: number,
): void {
  expect([body.code, status]).toEqual([code, expected]);
}
