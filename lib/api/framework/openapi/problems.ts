import { z } from "zod";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import type { Definition } from "../definition";
import { possibleErrors } from "../error-codes";
import { problemType, retryAfterOf } from "../problem";
import { commonHeaders, type HeaderName, headersOf } from "./headers";
import type { Json } from "./schema";

const codes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe("A sentence for people, Korean or English by Accept-Language"),
  code: z.enum(codes),
  requestId: z.uuid().describe("Also in `X-Request-Id`; it finds the request in our logs"),
  errors: z
    .array(
      z.object({
        path: z.string(),
        message: z.string(),
        code: z.string().optional().describe("For programs that have their own words for it"),
        values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional()
    .describe("With INVALID_INPUT"),
  seatNumbers: z.array(z.int()).optional().describe("The seats the error is about"),
  missing: z.int().optional().describe("With INSUFFICIENT_BALANCE: won"),
  challenge: z
    .object({ parameters: z.record(z.string(), z.unknown()), signature: z.string() })
    .optional()
    .describe("With PROOF_REQUIRED: of altcha; repeat the request with its solution in `Proof-Of-Work`"),
  waitSeconds: z.int().optional().describe("With HOLD_COOLDOWN: until the next hold; also in `Retry-After`"),
  engines: z
    .record(z.string(), z.enum(["ok", "gone"]))
    .optional()
    .describe("Of /api/health"),
});

const REQUEST_ID = "0b9d6f1e-5b0c-4b7e-9a52-3d1f6c2e8a47";

const EXAMPLE_FIELDS: Partial<Record<ErrorCode, Json>> = {
  INVALID_INPUT: { errors: [{ path: "seatNumbers", message: "Too small: expected array to have >=1 items" }] },
  SEAT_NOT_AVAILABLE: { seatNumbers: [12] },
  SEAT_NOT_FOUND: { seatNumbers: [51] },
  SEAT_IN_USE: { seatNumbers: [12] },
  HOLD_COOLDOWN: { waitSeconds: 600 },
  PROOF_REQUIRED: {
    challenge: {
      parameters: { algorithm: "SHA-256", cost: 1, nonce: "4b…", salt: "9c…", keyPrefix: "1f…" },
      signature: "e3…",
    },
  },
};

function example(code: ErrorCode): Json {
  const { status, title, en } = ERRORS[code];
  return { type: problemType(code), title, status, detail: en, code, requestId: REQUEST_ID, ...EXAMPLE_FIELDS[code] };
}

function headerNames(definition: Definition, codes: ErrorCode[]): HeaderName[] {
  const names: HeaderName[] = [...commonHeaders(definition), "Content-Language"];
  if (codes.some((code) => retryAfterOf(code) !== undefined)) names.push("Retry-After");
  if (codes.some((code) => ERRORS[code].status === 401)) names.push("WWW-Authenticate");
  return names;
}

const toResponse = (definition: Definition, codes: ErrorCode[]): Json => ({
  ...headersOf(headerNames(definition, codes)),
  description: codes.map((code) => `\`${code}\`: ${ERRORS[code].en}`).join("\n\n"),
  content: {
    "application/problem+json": {
      schema: { $ref: "#/components/schemas/Problem" },
      examples: Object.fromEntries(codes.map((code) => [code, { value: example(code) }])),
    },
  },
});

/** An endpoint's errors by status, with an example for each code. */
export function problemResponses(definition: Definition): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of possibleErrors(definition)) {
    const { status } = ERRORS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, toResponse(definition, codes)]));
}
