import { COOLDOWN_SECONDS, HOLD_MS, type Place, PRICE, type Reservation, type World } from "./world";

const isLive = ({ status, expiresAt }: Reservation, now: number) =>
  status === "RESERVED" || (status === "RESERVING" && expiresAt > now);
const hasLapsed = ({ status, expiresAt }: Reservation, now: number) => status === "RESERVING" && expiresAt <= now;
const ofFan = ({ reservations }: World, fan: number) => reservations.filter((one) => one.fan === fan);

/** Ends a place; the first to do so publishes it. Returns whether it was the first. */
function endPlace(world: World, { fan, number }: Place, isPublished: boolean, isPaid = false): boolean {
  if (world.ended.includes(`${fan}:${number}`)) return false;
  world.ended.push(`${fan}:${number}`);
  world.endings.push({ fan, number, at: world.now, isPaid });
  if (isPublished) world.undelivered.push({ fan, number });
  return true;
}

export const insertEnded = (world: World, place: Place) => endPlace(world, place, false);

function cancel(world: World, reservations: Reservation[], endsPlaces: boolean): Place[] {
  for (const one of reservations) one.status = "CANCELED";
  if (!endsPlaces) return [];
  return reservations.filter((one) => endPlace(world, one, true)).map(({ fan, number }) => ({ fan, number }));
}

const names = (reservations: Reservation[]) => reservations.map(({ name }) => name).join(" ");

const DAY_MS = 86_400_000;

/** When each of a fan's holds since their last payment ended unpaid, within a day. */
function unpaidSince(world: World, fan: number): number[] {
  const own = ofFan(world, fan);
  const endings = world.endings.filter((one) => one.fan === fan);
  const lastPaid = endings.findLastIndex(({ isPaid }) => isPaid);
  const ended = endings.slice(lastPaid + 1).filter(({ number }) => own.some((one) => one.number === number));
  const lapsed = new Map<number, number>();
  for (const one of own)
    if (hasLapsed(one, world.now) && !world.ended.includes(`${fan}:${one.number}`))
      lapsed.set(one.number, Math.max(one.expiresAt, lapsed.get(one.number) ?? 0));
  const lapsedAt = [...lapsed.values()].filter((at) => at > (endings[lastPaid]?.at ?? -1));
  return [...ended.map(({ at }) => at), ...lapsedAt].filter((at) => at > world.now - DAY_MS);
}

/** Whether a fan waits until they may begin a hold. */
function isCoolingDown(world: World, fan: number): boolean {
  const unpaid = unpaidSince(world, fan);
  const waitMs = 1_000 * Math.min(DAY_MS / 1_000, COOLDOWN_SECONDS * 2 ** (unpaid.length - 2));
  return unpaid.length >= 2 && Math.max(...unpaid) + waitMs > world.now;
}

export function hold(world: World, place: Place, seats: number[]): string {
  const { now, reservations } = world;
  const own = ofFan(world, place.fan);
  const taken = seats.filter((seat) =>
    reservations.some(
      (one) => one.seat === seat && isLive(one, now) && (one.fan !== place.fan || one.status === "RESERVED"),
    ),
  );
  if (taken.length > 0) return `SEAT_NOT_AVAILABLE ${taken.join(" ")}`;
  const hasEnded = own.some((one) => one.number === place.number && hasLapsed(one, now));
  if (hasEnded || world.ended.includes(`${place.fan}:${place.number}`)) return "QUEUE_TOKEN_NOT_ACTIVE";
  const paid = own.filter(({ status }) => status === "RESERVED").length;
  if (paid + seats.length > world.seatLimit) return "SEAT_LIMIT";

  const held = own.filter((one) => one.status === "RESERVING" && isLive(one, now));
  if (held.length === 0 && isCoolingDown(world, place.fan)) return "HOLD_COOLDOWN";
  const expiresAt = held[0]?.expiresAt ?? now + HOLD_MS; // a hold that is replaced keeps its first expiry
  const lapsed = reservations.filter(
    (one) => hasLapsed(one, now) && (seats.includes(one.seat) || one.fan === place.fan),
  );
  cancel(world, lapsed, true);
  cancel(
    world,
    held.filter(({ seat }) => !seats.includes(seat)),
    false,
  );
  for (const seat of seats) {
    const common = held.find((one) => one.seat === seat);
    if (common) common.number = place.number;
    else {
      const name = `${seat}.${reservations.filter((one) => one.seat === seat).length}`;
      reservations.push({ ...place, name, seat, status: "RESERVING", expiresAt, payment: null });
    }
  }
  const result = reservations.filter((one) => seats.includes(one.seat) && one.fan === place.fan && isLive(one, now));
  return `201 ${names(result.sort((a, b) => a.seat - b.seat))} until ${expiresAt}`;
}

/** The response to a release, and the place that ends with it. */
export function release(world: World, fan: number, name: string): { answer: string; ended?: Place } {
  const { now } = world;
  const one = ofFan(world, fan).find((reservation) => reservation.name === name);
  if (!one) return { answer: "RESERVATION_NOT_FOUND" };
  if (one.status === "RESERVED") return { answer: "ALREADY_PAID" };
  if (one.status === "CANCELED") return { answer: "204" };
  const others = ofFan(world, fan).filter((other) => other !== one && other.status === "RESERVING");
  const isLast = !others.some((other) => isLive(other, now));
  const [ended] = cancel(world, [one], hasLapsed(one, now) || isLast);
  return { answer: "204", ended };
}

/** Leaving releases every hold. */
export function releaseHolds(world: World, fan: number): void {
  cancel(
    world,
    ofFan(world, fan).filter(({ status }) => status === "RESERVING"),
    true,
  );
}

export type PayOutcome = { answer: string; place?: Place };

export function pay(world: World, fan: number, reservationNames: string[]): PayOutcome {
  const unpaid = ofFan(world, fan).filter(({ name }) => reservationNames.includes(name));
  if (unpaid.some(({ payment }) => payment !== null)) return { answer: "ALREADY_PAID" };
  if (unpaid.some((one) => one.status !== "RESERVING" || !isLive(one, world.now))) return { answer: "HOLD_EXPIRED" };
  const wallet = world.wallets[fan];
  const total = unpaid.length * PRICE;
  if (!wallet || wallet.balance < total) return { answer: `INSUFFICIENT_BALANCE ${total - (wallet?.balance ?? 0)}` };
  wallet.balance -= total;
  wallet.entries += unpaid.length;
  for (const one of unpaid) Object.assign(one, { status: "RESERVED", payment: "COMPLETED" });
  const place = { fan, number: Math.max(...unpaid.map(({ number }) => number)) };
  endPlace(world, place, true, true);
  return { answer: `201 ${names(unpaid.sort((a, b) => a.seat - b.seat))}, ${wallet.balance} left`, place };
}

export function refund(world: World, fan: number, name: string): string {
  const one = ofFan(world, fan).find((reservation) => reservation.name === name && reservation.payment !== null);
  if (!one) return "PAYMENT_NOT_FOUND";
  if (one.payment === "CANCELED" || !world.refunds) return "REFUND_CLOSED";
  Object.assign(one, { status: "CANCELED", payment: "CANCELED" });
  return `201 ${one.name} CANCELED, ${credit(world, fan, PRICE)} left`;
}

export function credit(world: World, fan: number, amount: number): number {
  const wallet = world.wallets[fan];
  if (!wallet) throw new Error("no such fan");
  wallet.balance += amount;
  wallet.entries += 1;
  return wallet.balance;
}

/** The holds that a sweep cancels. */
export const lapsedHolds = ({ reservations, now }: World) => reservations.filter((one) => hasLapsed(one, now));

export const sweep = (world: World, found: string[]): Place[] =>
  cancel(
    world,
    world.reservations.filter((one) => found.includes(one.name) && one.status === "RESERVING"),
    true,
  );

/** A fan's tickets, newest last. */
export const tickets = (world: World, fan: number): string =>
  ofFan(world, fan)
    .map((one) => {
      const status = hasLapsed(one, world.now) ? "CANCELED" : one.status;
      return `${one.name} ${status}${one.payment ? ` paid ${one.payment}` : ""}`;
    })
    .sort()
    .join(", ");
