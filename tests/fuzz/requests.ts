import fc from "fast-check";
import { openApi } from "@/lib/api/framework/openapi/document";
import { endpoints } from "@/lib/api/routes";
import { corrupted, jsonOf } from "./bodies";
import { BROKEN_HEADS, HEADER_NAMES, HOSTILE_HEADER_VALUES, NOT_JSON, PATHS } from "./hostile-inputs";
import { type Operation, targetOf, weighted } from "./targets";

type Header = [name: string, value: string];

/**
 * One request as it goes over the wire. `{{name}}` stands for what this run's world has there, so that a seed can be
 * played again. It comes whole, its body in pieces, in chunks of an unknown sum, or cut off half-way.
 */
export type Sent = {
  method: string;
  target: string;
  headers: Header[];
  body: string | null;
  delivery: "whole" | "slow" | "chunked" | "cut";
};
/** A head that is no HTTP, sent as it is. */
export type Broken = { raw: string };
export type FuzzRequest = Sent | Broken;

const contract = JSON.parse(JSON.stringify(openApi(endpoints.map(({ definition }) => definition))));
const operations: Operation[] = Object.entries(contract.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
);

/** Work that is slow by design (the hash of a password, the seats of a hall, an audit), or that leaves the house. */
const SLOW_ENDPOINTS =
  /(POST .*\/(users|sessions|concerts|webhooks|tests|audits)|GET .*\/audit|PATCH .*\/concerts\/.*|GET .*\/stream)$/;
const ENDS_ITS_SESSION = "DELETE /api/sessions";

function sessionFor({ security, method, path }: Operation): fc.Arbitrary<Header[]> {
  const header = (value: string): Header[] => [["Authorization", value]];
  const schemes = security.flatMap((way) => Object.keys(way));
  const isAdmins = path.startsWith("/api/admin");
  const own = schemes.includes("cron") ? "{{cron}}" : isAdmins ? "{{admin}}" : "{{fan}}";
  const right = `${method} ${path}` === ENDS_ITS_SESSION ? "{{spare}}" : own;
  const wrong = ["{{other}}", "{{fan}}", "{{admin}}", "{{expired}}", "{{forged}}", "x", "a.b.c.d.e", "{{token}}"];
  return weighted<Header[]>(
    [30, fc.constant(header(`Bearer ${right}`))],
    [2, fc.constantFrom(...wrong).map((token) => header(`Bearer ${token}`))],
    [1, fc.constant([])],
    [1, fc.constant([["Cookie", `next-auth.session-token=${right}`]] as Header[])],
    [1, fc.constantFrom(...HOSTILE_HEADER_VALUES).map(header)],
    [1, fc.constant([...header(`Bearer ${right}`), ...header("Bearer x")])],
  );
}

function tokenFor({ security }: Operation): fc.Arbitrary<Header[]> {
  const header = (value: string): Header[] => [["Queue-Token", value]];
  if (!security.some((way) => "queueToken" in way)) return fc.constant([]);
  return weighted<Header[]>(
    [16, fc.constant(header("{{token}}"))],
    [2, fc.constantFrom("{{otherToken}}", "{{fan}}", ".", "bnVsbA.x").map(header)],
    [1, fc.constantFrom(...HOSTILE_HEADER_VALUES).map(header)],
    [1, fc.constant([])],
  );
}

function keyFor({ parameters }: Operation): fc.Arbitrary<Header[]> {
  const header = (value: string): Header[] => [["Idempotency-Key", value]];
  if (!parameters.some(({ name }) => name === "Idempotency-Key")) return fc.constant([]);
  return weighted<Header[]>(
    [10, fc.uuid().map(header)],
    [3, fc.constantFrom("again-1", "again-2").map(header)],
    [1, fc.constantFrom(...HOSTILE_HEADER_VALUES).map(header)],
    [1, fc.constant([...header("one"), ...header("two")])],
    [1, fc.constant([])],
  );
}

const oddHeaders: fc.Arbitrary<Header[]> = weighted<Header[]>(
  [12, fc.constant([])],
  [
    1,
    fc.array(fc.tuple(fc.constantFrom(...HEADER_NAMES), fc.constantFrom(...HOSTILE_HEADER_VALUES)), { maxLength: 3 }),
  ],
);

function bodyOf({ method, requestBody }: Operation): fc.Arbitrary<string | null> {
  const media = requestBody?.content["application/json"];
  const surplus = weighted<string | null>([6, fc.constant(null)], [1, fc.constantFrom("{}", "x", " ".repeat(70_000))]);
  if (!media) return method === "GET" ? fc.constant(null) : surplus;
  return weighted<string | null>(
    [40, jsonOf(media.schema)],
    [30, corrupted(media.example)],
    [10, fc.constant(JSON.stringify(media.example))],
    [10, fc.constantFrom(...NOT_JSON)],
    [5, fc.constant(null)],
    [1, fc.constant(`{"a":"${"x".repeat(1_000_000)}"}`)],
  );
}

const delivery = weighted<Sent["delivery"]>(
  [20, fc.constant("whole")],
  [2, fc.constant("chunked")],
  [1, fc.constant("slow")],
  [1, fc.constant("cut")],
);

function requestTo(operation: Operation): fc.Arbitrary<Sent> {
  const { method } = operation;
  const methods = weighted([30, fc.constant(method)], [1, fc.constantFrom("PUT", "HEAD", "OPTIONS", "GET", "DELETE")]);
  const headers = fc
    .tuple(sessionFor(operation), tokenFor(operation), keyFor(operation), oddHeaders)
    .map((parts) => parts.flat());
  const sent = { method: methods, target: targetOf(operation), headers, body: bodyOf(operation), delivery };
  // A request whose body is not waited for does its work whole, at a time that nobody hears of: it is not cut.
  const isWaited = (one: Sent) => one.body !== null && operation.requestBody !== undefined && one.method === method;
  return fc.record(sent).map((one) => (one.delivery === "cut" && !isWaited(one) ? { ...one, delivery: "whole" } : one));
}

const elsewhere: fc.Arbitrary<Sent> = fc.record({
  method: fc.constantFrom("GET", "POST", "DELETE", "OPTIONS", "HEAD", "TRACE"),
  target: fc.constantFrom(...PATHS),
  headers: oddHeaders,
  body: fc.constant(null),
  delivery: fc.constant("whole" as const),
});

const short = (text: string) => (text.length > 300 ? `${text.slice(0, 200)}… (${text.length} characters)` : text);

/** A request as people read it when it has broken something. */
export const describeRequest = (fuzzRequest: FuzzRequest): string =>
  JSON.stringify(fuzzRequest, (_, value: unknown) => (typeof value === "string" ? short(value) : value));

/** Any request: mostly to an endpoint and mostly nearly right, so that it gets far before it is refused. */
export const request: fc.Arbitrary<FuzzRequest> = weighted<FuzzRequest>(
  ...operations.map((operation): [number, fc.Arbitrary<FuzzRequest>] => [
    SLOW_ENDPOINTS.test(`${operation.method} ${operation.path}`) ? 1 : 8,
    requestTo(operation),
  ]),
  [6, elsewhere],
  [3, fc.constantFrom(...BROKEN_HEADS).map((raw) => ({ raw }))],
).map((fuzzRequest) =>
  Object.defineProperty(fuzzRequest, fc.toStringMethod, { value: () => describeRequest(fuzzRequest) }),
);
