import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endpoints } from "@/lib/api/routes";
import { db } from "@/lib/core/db";
import { type AccessScenario, accessScenario, CALLERS, type Caller, sessionFor } from "@/tests/support/access";
import { bodyOf, send } from "@/tests/support/http";

/** What each asker is answered: a status, or a status with the code of a refusal. */
type Expected = Record<Caller, string>;
type Row = {
  expected: Expected;
  /** The path's parameter. */
  id?: (scene: AccessScenario) => string;
  query?: (scene: AccessScenario) => string;
  body?: (scene: AccessScenario) => unknown;
  /** The queue token that comes with it: the fan's, whoever sends it, unless it is said otherwise. */
  token?: (scene: AccessScenario, asker: Caller) => string;
};

const OUT = "401 UNAUTHENTICATED";
const UNAUTHORIZED = { nobody: OUT, forged: OUT, expired: OUT };
const open = (answer: string): Expected => ({
  nobody: answer,
  forged: answer,
  expired: answer,
  "another fan": answer,
  "an admin": answer,
  "the fan": answer,
});
const own = (answer: string): Expected => ({ ...open(answer), ...UNAUTHORIZED });
const theFans = (others: string, fan: string): Expected => ({ ...own(others), "the fan": fan });
const admins = (answer: string): Expected => ({ ...own("403 FORBIDDEN"), "an admin": answer });

const STOLEN = "400 QUEUE_TOKEN_INVALID"; // the fan's token in another's hand
const withToken = { token: ({ token }: AccessScenario) => token };
const ofConcert = ({ concert }: AccessScenario) => `concertId=${concert.id}`;
const ofThird = ({ third }: AccessScenario) => `concertId=${third.id}`;
const ofDate = ({ concert }: AccessScenario) => `scheduleId=${concert.scheduleId}`;
const thirdId = ({ third }: AccessScenario) => third.id;

const example = (of: string) => endpoints.find(({ definition }) => `${definition.method} ${definition.path}` === of);
const newConcert = () => example("POST /api/admin/concerts")?.definition.example;
const WEBHOOK = { url: "https://127.0.0.1:9/", types: ["hold.expired"] };
let webhookId = "";

/** Every endpoint there is, and who may do what there, in the order of asking. One that has no row here fails. */
const ROWS: Record<string, Row> = {
  "POST /api/users": {
    expected: open("201"),
    body: () => ({ email: `${randomUUID()}@jari.test`, password: "a long password", name: "Kim Jari" }),
  },
  "POST /api/sessions": {
    expected: open("401 BAD_CREDENTIALS"),
    body: () => ({ email: `${randomUUID()}@jari.test`, password: "a long password" }),
  },
  "DELETE /api/sessions": { expected: own("204") },
  "GET /api/me": { expected: open("200") },
  "GET /api/concerts/{concertId}/session": { expected: own("200"), id: ({ concert }) => concert.id },
  "GET /api/me/sessions": { expected: own("200") },
  "DELETE /api/me/sessions/{sessionId}": { expected: own("404 NOT_FOUND"), id: () => randomUUID() },
  "DELETE /api/me/sessions": { expected: own("204") },
  "GET /api/concerts": { expected: open("200") },
  "POST /api/queue": {
    expected: theFans("201", "200"),
    body: ({ third }) => ({ concertId: third.id }),
    token: ({ thirdToken }) => thirdToken,
  },
  "GET /api/queue": { expected: theFans(STOLEN, "200"), query: ofConcert, ...withToken },
  "DELETE /api/queue": {
    expected: theFans(STOLEN, "204"),
    query: ofThird,
    token: ({ thirdToken }) => thirdToken,
  },
  "GET /api/queue/serving": { expected: open("200"), query: ofConcert },
  "GET /api/schedules": { expected: theFans(STOLEN, "200"), query: ofConcert, ...withToken },
  "GET /api/seats": { expected: theFans(STOLEN, "200"), query: ofDate, ...withToken },
  "GET /api/seats/stream": { expected: theFans(STOLEN, "200"), query: ofDate, ...withToken },
  "POST /api/holds": {
    expected: theFans(STOLEN, "201"),
    body: ({ concert }) => ({ scheduleId: concert.scheduleId, seatNumbers: [2] }),
    ...withToken,
  },
  "DELETE /api/holds/{reservationId}": {
    expected: theFans("404 RESERVATION_NOT_FOUND", "204"),
    id: ({ elsewhereId }) => elsewhereId,
  },
  "POST /api/payments": {
    expected: { ...theFans(STOLEN, "201"), "another fan": "404 RESERVATION_NOT_FOUND" }, // who is let in, too
    body: ({ reservationId }) => ({ reservationIds: [reservationId] }),
    token: ({ token, othersToken }, asker) => (asker === "another fan" ? othersToken : token),
  },
  "POST /api/payments/{id}/refund": {
    expected: theFans("404 PAYMENT_NOT_FOUND", "201"),
    id: ({ paymentId }) => paymentId,
  },
  "GET /api/wallet": { expected: own("200") },
  "POST /api/wallet/charges": { expected: own("201"), body: () => ({ amount: 1_000 }) },
  "GET /api/reservations": { expected: own("200") },
  "POST /api/admin/concerts": { expected: admins("201"), body: newConcert },
  "PATCH /api/admin/concerts/{id}": { expected: admins("200"), id: thirdId, body: () => ({ host: "Another Host" }) },
  "GET /api/admin/concerts/{id}/rehearsals": { expected: admins("200"), id: thirdId },
  "POST /api/admin/concerts/{id}/rehearsals": {
    expected: admins("202"),
    id: thirdId,
    body: () => ({ fans: 10, seats: 5, duringSale: true }),
  },
  "GET /api/admin/queues/{concertId}": { expected: admins("200"), id: thirdId },
  "PATCH /api/admin/queues/{concertId}": { expected: admins("200"), id: thirdId, body: () => ({ capacity: 50 }) },
  "POST /api/admin/queues/{concertId}/admissions": { expected: admins("201"), id: thirdId, body: () => ({ count: 1 }) },
  "GET /api/admin/queues/{concertId}/places": {
    expected: admins("404 NOT_IN_QUEUE"),
    id: thirdId,
    query: () => "number=999999",
  },
  "POST /api/admin/queues/{concertId}/expulsions": {
    expected: admins("404 NOT_IN_QUEUE"),
    id: thirdId,
    body: () => ({ number: 999_999, reason: "Nobody has it" }),
  },
  "GET /api/admin/outbox": { expected: admins("200") },
  "GET /api/admin/outbox/history": { expected: admins("200") },
  "POST /api/admin/outbox/retries": { expected: admins("201"), body: () => ({ sink: "nobody" }) },
  "GET /api/admin/webhooks": { expected: admins("200") },
  "POST /api/admin/webhooks": { expected: admins("201"), body: () => WEBHOOK },
  "PATCH /api/admin/webhooks/{id}": { expected: admins("200"), id: () => webhookId, body: () => ({ enabled: false }) },
  "POST /api/admin/webhooks/{id}/tests": { expected: admins("201"), id: () => webhookId },
  "GET /api/admin/webhooks/{id}/deliveries": { expected: admins("200"), id: () => webhookId },
  "DELETE /api/admin/webhooks/{id}": { expected: admins("204"), id: () => webhookId },
  "GET /api/admin/audits": { expected: admins("200") },
  "POST /api/admin/audits": { expected: admins("201") },
  "GET /api/cron/sweep": { expected: open(OUT) },
  "GET /api/cron/outbox": { expected: open(OUT) },
  "GET /api/cron/audit": { expected: open(OUT) },
  "GET /api/health": { expected: open("200") },
  "GET /api/metrics": { expected: open(OUT) },
  "GET /api/openapi.json": { expected: open("200") },
};

let scene: AccessScenario;
beforeAll(async () => {
  scene = await accessScenario();
  const data = { ...WEBHOOK, secret: `whsec_${"A".repeat(32)}`, createdAt: new Date(), disabledAt: new Date() };
  webhookId = String((await db().webhookEndpoint.create({ data })).id);
});
afterAll(() => db().webhookEndpoint.updateMany({ data: { disabledAt: new Date() } }));

const names = endpoints.map(({ definition }) => `${definition.method} ${definition.path}`);

test("the table covers every endpoint and nothing else", () => {
  expect(Object.keys(ROWS).toSorted()).toEqual(names.toSorted());
});

async function ask(name: string, { id, query, body, token }: Row, asker: Caller): Promise<string> {
  const [method = "", path = ""] = name.split(" ");
  const sent = body?.(scene);
  const headers = {
    ...(await sessionFor(asker, scene)),
    ...(token && { "queue-token": token(scene, asker) }),
    ...(sent !== undefined && { "content-type": "application/json" }),
    "idempotency-key": randomUUID(),
  };
  const url = path.replace(/\{\w+\}/, id?.(scene) ?? "") + (query ? `?${query(scene)}` : "");
  const stop = new AbortController();
  const init = { method, headers, body: sent === undefined ? null : JSON.stringify(sent), signal: stop.signal };
  const response = await send(url, init);
  if (response.ok) {
    stop.abort(); // a stream goes on until then
    return String(response.status);
  }
  const { code } = (await bodyOf(response)) as { code: string };
  return `${response.status} ${code}`;
}

describe.each(Object.entries(ROWS))("%s", (name, row) => {
  test.each(CALLERS)("called by %s", async (asker) => {
    expect(await ask(name, row, asker)).toBe(row.expected[asker]);
  });
});
