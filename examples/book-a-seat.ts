// A fan to copy: signs in, stands in line, picks a seat, charges what is missing, pays.
//
//   npm run demo                          in one terminal
//   npx tsx examples/book-a-seat.ts       in another (JARI_URL, JARI_EMAIL, JARI_PASSWORD, JARI_CONCERT are its settings)
//
// Each intention has one Idempotency-Key: whatever the network does, the client repeats the request with it, waiting as
// Retry-After says, and nothing happens twice.
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { createJariClient, orThrow } from "../client";

const {
  JARI_URL: baseUrl = "http://localhost:3000",
  JARI_EMAIL: email = "fan1@jari.test",
  JARI_PASSWORD: password = "jari-demo-1234",
  JARI_CONCERT: slug,
} = process.env;
const say = (text: string) => process.stdout.write(`${text}\n`);
const onceOnly = () => ({ params: { header: { "Idempotency-Key": randomUUID() } } });

const { token: session, user } = orThrow(
  await createJariClient({ baseUrl }).POST("/api/sessions", { body: { email, password } }),
);
const api = createJariClient({ baseUrl, session });
say(`Signed in as ${user.name}`);

const { concerts } = orThrow(await api.GET("/api/concerts"));
const onSale = concerts.filter(({ salesOpenAt }) => Date.parse(salesOpenAt) <= Date.now());
const concert = slug ? concerts.find((one) => one.slug === slug) : onSale[0];
if (!concert) throw new Error("There is no such concert on sale.");
say(`${concert.name}, ${concert.host}`);

const concertId = concert.id;
let ticket = orThrow(await api.POST("/api/queue", { body: { concertId } }));
while (ticket.status === "WAITING") {
  say(`Number ${ticket.number}, ${ticket.position} to go`);
  await delay(ticket.pollAfterMs);
  const headers = { "queue-token": ticket.token };
  ticket = orThrow(await api.GET("/api/queue", { params: { query: { concertId } }, headers }));
}
if (ticket.status !== "ACTIVE") throw new Error("The turn is over. Run this again to stand in line anew.");
say(`Let in until ${ticket.expiresAt}`);

const headers = { "queue-token": ticket.token };
const { schedules } = orThrow(await api.GET("/api/schedules", { params: { query: { concertId } }, headers }));
const date = schedules.find(({ seatsAvailable }) => seatsAvailable > 0);
if (!date) throw new Error("Every date is sold out.");
const map = orThrow(await api.GET("/api/seats", { params: { query: { scheduleId: date.id } }, headers }));
const seats = "seats" in map ? map.seats : []; // asked with `since`, the answer would be what has changed
const free = seats.filter(({ status }) => status === "AVAILABLE");

/** The first of these that nobody else was quicker to take. */
async function holdOneOf(seats: { number: number }[], scheduleId: string) {
  for (const { number } of seats) {
    const wish = { body: { scheduleId, seatNumbers: [number] }, headers };
    const { data, error } = await api.POST("/api/holds", { ...wish, ...onceOnly() });
    if (error?.code === "SEAT_NOT_AVAILABLE") continue;
    return orThrow({ data, error });
  }
  throw new Error("Others were quicker at every seat.");
}
const hold = await holdOneOf(free, date.id);
say(
  `Held seat ${hold.reservations.map(({ seatNumber }) => seatNumber)} for ₩${hold.totalPrice} until ${hold.expiresAt}`,
);

const { balance } = orThrow(await api.GET("/api/wallet"));
if (balance < hold.totalPrice) {
  const amount = hold.totalPrice - balance;
  orThrow(await api.POST("/api/wallet/charges", { body: { amount }, ...onceOnly() }));
  say(`Charged ₩${amount}`);
}

const reservationIds = hold.reservations.map(({ id }) => id);
const paid = orThrow(await api.POST("/api/payments", { body: { reservationIds }, headers, ...onceOnly() }));
say(`Paid. Seat ${paid.seats.map(({ number }) => number)} is yours; ₩${paid.balance} are left.`);
