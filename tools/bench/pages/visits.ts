import { randomUUID } from "node:crypto";
import { z } from "zod";

/** A page with the cookies it needs, and the element to press. */
export type PageVisit = { name: string; path: string; cookies: Record<string, string>; press: string };

const PASSWORD = "jari-demo-1234"; // of the demo's accounts
const session = z.object({ token: z.string() });
const ticket = z.object({ token: z.string(), status: z.string() });
const concertSchema = z.object({ id: z.string(), slug: z.string(), schedules: z.array(z.object({ id: z.string() })) });

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** Posts to the API of a site. */
function client(base: string) {
  return async function post<T>(schema: z.ZodType<T>, path: string, body: object, headers = {}): Promise<T> {
    const response = await fetch(new URL(path, base), {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": randomUUID(), ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return schema.parse(await response.json());
  };
}

/** A hall of a thousand seats, as an admin imports it. */
function thousandSeats() {
  const rows = Array.from({ length: 25 }, (_, row) => ({
    row_number: String(row + 1),
    position: { x: 0, y: row * 30 },
    seats: Array.from({ length: 40 }, (_, seat) => ({
      seat_guid: `${row}-${seat}`,
      seat_number: String(seat + 1),
      category: "Floor",
      position: { x: seat * 24, y: 0 },
    })),
  }));
  const zones = [{ name: "Floor", position: { x: 60, y: 120 }, rows, areas: [] }];
  const plan = { name: "Hall", size: { width: 1100, height: 900 }, categories: [{ name: "Floor" }], zones };
  return { type: "imported", plan, prices: { Floor: 50_000 } };
}

/** The pages of a seeded site as a fan sees them: a hall of a thousand seats, a full queue, a hold. */
export async function createVisits(base: string): Promise<PageVisit[]> {
  const post = client(base);
  const signIn = async (email: string) => (await post(session, "/api/sessions", { email, password: PASSWORD })).token;
  const [admin, fan] = await Promise.all([signIn("admin@jari.test"), signIn("fan1@jari.test")]);
  const as = (token: string) => ({ authorization: `Bearer ${token}` });

  const open = (capacity: number) => {
    const schedules = [{ startsAt: inDays(30), venue: "Jari Hall", hall: thousandSeats() }];
    const about = { name: `Evening ${randomUUID().slice(0, 8)}`, host: "The House", description: "An evening." };
    const rules = { salesOpenAt: inDays(-1), salesCloseAt: inDays(20), seatLimit: 4, capacity, admitPerMinute: 600 };
    return post(concertSchema, "/api/admin/concerts", { ...about, ...rules, schedules }, as(admin));
  };
  const [hall, full] = [await open(100), await open(0)];
  const joined = async (concertId: string) => (await post(ticket, "/api/queue", { concertId }, as(fan))).token;
  const [admitted, waiting] = [await joined(hall.id), await joined(full.id)];
  const hold = { scheduleId: hall.schedules[0]?.id, seatNumbers: [1, 2] };
  await post(z.unknown(), "/api/holds", hold, { ...as(fan), "queue-token": admitted });

  const signedIn = {
    "next-auth.session-token": fan,
    [`jari-queue-${hall.id}`]: admitted,
    [`jari-queue-${full.id}`]: waiting,
  };
  const menu = "header button";
  return [
    { name: "programme", path: "/", cookies: {}, press: menu },
    { name: "concert", path: `/concerts/${hall.slug}`, cookies: {}, press: menu },
    { name: "waiting room", path: `/concerts/${full.slug}/line`, cookies: signedIn, press: menu },
    { name: "seats", path: `/concerts/${hall.slug}/seats`, cookies: signedIn, press: ".hall-map ~ div button" },
    { name: "checkout", path: `/concerts/${hall.slug}/checkout`, cookies: signedIn, press: menu },
    { name: "tickets", path: "/tickets", cookies: signedIn, press: menu },
    { name: "wallet", path: "/wallet", cookies: signedIn, press: menu },
  ];
}

/** Requests a page once, so that the measured visit is not the first. */
export async function warm(base: string, { path, cookies }: PageVisit): Promise<void> {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  await (await fetch(new URL(path, base), { headers: { cookie: cookie.join("; ") } })).text();
}
