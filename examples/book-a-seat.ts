// A client to copy: signs in, joins the queue, holds a seat, charges the wallet, pays.
//
//   npm run demo                          in one terminal
//   npx tsx examples/book-a-seat.ts       in another (JARI_URL, JARI_EMAIL, JARI_PASSWORD, JARI_CONCERT are its settings)
//
// Each change has one Idempotency-Key: after a network error the client repeats the request with it, waiting as Retry-After
// says, and nothing happens twice.
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { createJariClient, orThrow } from "../client";

const {
  JARI_URL: baseUrl = "http://localhost:3000",
  JARI_EMAIL: email = "fan1@jari.test",
  JARI_PASSWORD: password = "jari-demo-1234",
  JARI_CONCERT: slug,
} = process.env;
const print = (text: string) => process.stdout.write(`${text}\n`);
const withIdempotencyKey = () => ({ params: { header: { "Idempotency-Key": randomUUID() } } });

const { token: session, user } = orThrow(
  await createJariClient({ baseUrl }).POST("/api/sessions", { body: { email, password } }),
);
const api = createJariClient({ baseUrl, session });
print(`Signed in as ${user.name}`);

const { concerts } = orThrow(await api.GET("/api/concerts"));
const onSale = concerts.filter(({ salesOpenAt }) => Date.parse(salesOpenAt) <= Date.now());
const concert = slug ? concerts.find((one) => one.slug === slug) : onSale[0];
if (!concert) throw new Error("There is no such concert on sale.");
print(`${concert.name}, ${concert.host}`);

const concertId = concert.id;
let ticket = orThrow(await api.POST("/api/queue", { body: { concertId } }));
while (ticket.status === "WAITING") {
  print(`Number ${ticket.number}, ${ticket.position} to go`);
  await delay(ticket.pollAfterMs);
  const headers = { "queue-token": ticket.token };
  ticket = orThrow(await api.GET("/api/queue", { params: { query: { concertId } }, headers }));
}
if (ticket.status !== "ACTIVE") throw new Error("The session is over. Run this again to join anew.");
print(`Active until ${ticket.expiresAt}`);

const headers = { "queue-token": ticket.token };
const { schedules } = orThrow(await api.GET("/api/schedules", { params: { query: { concertId } }, headers }));
const date = schedules.find(({ seatsAvailable }) => seatsAvailable > 0);
if (!date) throw new Error("Every date is sold out.");
const map = orThrow(await api.GET("/api/seats", { params: { query: { scheduleId: date.id } }, headers }));
const seats = "seats" in map ? map.seats : []; // with `since` it would have only the changes
const free = seats.filter(({ status }) => status === "AVAILABLE");

/** Holds the first of these seats that is still available. */
async function holdOneOf(seats: { number: number }[], scheduleId: string) {
  for (const { number } of seats) {
    const request = { body: { scheduleId, seatNumbers: [number] }, headers };
    const { data, error } = await api.POST("/api/holds", { ...request, ...withIdempotencyKey() });
    if (error?.code === "SEAT_NOT_AVAILABLE") continue;
    return orThrow({ data, error });
  }
  throw new Error("Every seat was taken.");
}
const hold = await holdOneOf(free, date.id);
print(
  `Held seat ${hold.reservations.map(({ seatNumber }) => seatNumber)} for ₩${hold.totalPrice} until ${hold.expiresAt}`,
);

const { balance } = orThrow(await api.GET("/api/wallet"));
if (balance < hold.totalPrice) {
  const amount = hold.totalPrice - balance;
  orThrow(await api.POST("/api/wallet/charges", { body: { amount }, ...withIdempotencyKey() }));
  print(`Charged ₩${amount}`);
}

const reservationIds = hold.reservations.map(({ id }) => id);
const paid = orThrow(await api.POST("/api/payments", { body: { reservationIds }, headers, ...withIdempotencyKey() }));
print(`Paid. Seat ${paid.seats.map(({ number }) => number)} is yours; ₩${paid.balance} are left.`);
