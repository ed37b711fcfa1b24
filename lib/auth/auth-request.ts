import { z } from "zod";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { EMAIL_MAX_LENGTH, PASSWORD_MAX_LENGTH } from "./credentials";

const BODY_LIMIT_BYTES = 64 * 1024;
const URL_MAX_LENGTH = 2_048;

// What a client needs to sign in and out. The rest of next-auth (pages, error page, log) is not served.
const ACTIONS: Record<string, readonly string[]> = {
  GET: ["csrf", "providers", "session"],
  HEAD: ["csrf", "providers", "session"],
  POST: ["callback/credentials", "signout"],
};

const text = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((value) => !value.includes("\0") && value.isWellFormed())
    .optional();
const fieldsSchema = z.object({
  csrfToken: text(256), // next-auth's own has 64
  email: text(EMAIL_MAX_LENGTH),
  password: text(PASSWORD_MAX_LENGTH),
  callbackUrl: text(URL_MAX_LENGTH),
  json: text(5),
});

/** A problem as the API answers it, from next-auth's routes. */
export function authProblem(code: ErrorCode): Response {
  const { status, title, en: detail } = ERRORS[code];
  const headers = { "content-type": "application/problem+json", "cache-control": "no-store" };
  return new Response(JSON.stringify({ type: "about:blank", title, status, detail, code }), { status, headers });
}

/** The text of a body; null for one of more than 64 KiB, of which no more is read. */
async function readText({ body, headers }: Request): Promise<string | null> {
  if (Number(headers.get("content-length") ?? 0) > BODY_LIMIT_BYTES) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT_BYTES) return null;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** What next-auth reads of a body: a form or JSON. */
const isReadable = (body: string, contentType: string) =>
  body === "" || /^\s*application\/(?:x-www-form-urlencoded|json)\s*(?:;|$)/i.test(contentType);

function parseFields(body: string, contentType: string): unknown {
  if (body === "") return {};
  if (/form-urlencoded/i.test(contentType)) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A request that next-auth may see: the fields of its body that next-auth reads, each of bounded length. */
export type AuthRequest = { action: string; fields?: URLSearchParams };

/** A request to next-auth, checked before next-auth sees it; a problem (404, 413, 415, 400, 422) for one that it must not see. */
export async function parseAuthRequest(request: Request, path: readonly string[]): Promise<AuthRequest | Response> {
  const action = path.join("/");
  if (!ACTIONS[request.method]?.includes(action)) return authProblem("NOT_FOUND");
  if (request.method !== "POST") return { action };
  const body = await readText(request);
  if (body === null) return authProblem("PAYLOAD_TOO_LARGE");
  const contentType = request.headers.get("content-type") ?? "";
  if (!isReadable(body, contentType)) return authProblem("UNSUPPORTED_MEDIA_TYPE");
  const json = parseFields(body, contentType);
  if (json === undefined) return authProblem("BAD_JSON");
  const parsed = fieldsSchema.safeParse(json);
  if (!parsed.success) return authProblem("INVALID_INPUT");
  return { action, fields: new URLSearchParams(parsed.data) };
}
