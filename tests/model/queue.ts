import {
  ARRIVAL_MS,
  EXTENSION_MS,
  NEVER,
  type Place,
  SESSION_MS,
  type Session,
  type Settings,
  type World,
} from "./world";

const same = (a: Place, b: Place) => a.fan === b.fan && a.number === b.number;
const byNumber = (a: Place, b: Place) => a.number - b.number;

/** The session of a place, unless it has expired. A fan who arrives late, but before the slot was freed, is in time. */
function sessionOf({ queue, now }: World, place: Place): Session | undefined {
  const session = queue.sessions.find((one) => same(one, place));
  return session && now < (session.arrived ? session.until : session.admittedAt + SESSION_MS) ? session : undefined;
}

function arrive(session: Session): void {
  if (!session.arrived) Object.assign(session, { arrived: true, until: session.admittedAt + SESSION_MS });
}

/** Removes expired sessions, then admits from the head while there is capacity, skipping absent fans. */
function step({ queue, now }: World): void {
  const { capacity, paused } = queue.settings ?? { capacity: 0, paused: true };
  for (const session of queue.sessions.filter(({ until }) => until <= now)) {
    if (session.arrived) queue.endReasons[session.number] = "OVER";
    else queue.skipped.push({ fan: session.fan, number: session.number });
  }
  queue.sessions = queue.sessions.filter(({ until }) => until > now);
  if (paused) {
    queue.idleUntil = NEVER;
    return;
  }
  while (queue.sessions.length < capacity && queue.waiting.length > 0) {
    const [{ fan, number, lastSeenAt }] = queue.waiting.splice(0, 1) as [Place & { lastSeenAt: number }];
    if (lastSeenAt < now) queue.skipped.push({ fan, number });
    else queue.sessions.push({ fan, number, admittedAt: now, arrived: false, until: now + ARRIVAL_MS });
  }
  const ends = queue.sessions.map(({ until }) => until).sort((a, b) => a - b);
  queue.idleUntil = queue.sessions.length >= capacity ? (ends[queue.sessions.length - capacity] ?? NEVER) : 0;
}

const stepIfDue = (world: World) => world.now >= world.queue.idleUntil && step(world);

/** A request shows that the fan is present: a skipped place waits again, an admitted one has arrived. */
function markPresent(world: World, place: Place): void {
  const { queue, now } = world;
  const session = sessionOf(world, place);
  if (session) arrive(session);
  if (queue.skipped.some((one) => same(one, place))) {
    queue.skipped = queue.skipped.filter((one) => !same(one, place));
    queue.waiting = [...queue.waiting, { ...place, lastSeenAt: now }].sort(byNumber);
  }
  for (const one of queue.waiting) if (same(one, place)) one.lastSeenAt = now;
}

function ticket(world: World, place: Place): string {
  const { queue, now } = world;
  const rank = queue.waiting.findIndex((one) => same(one, place));
  const waiting = queue.waiting[rank];
  if (waiting) {
    waiting.lastSeenAt = now;
    return `WAITING #${place.number} @${rank + 1}`;
  }
  const session = sessionOf(world, place);
  if (session) {
    arrive(session);
    return `ACTIVE #${place.number}`;
  }
  return queue.endReasons[place.number] === "GIVEN_UP" ? "NOT_IN_QUEUE" : `EXPIRED #${place.number}`;
}

export function join(world: World, fan: number): string {
  const { queue } = world;
  if (!queue.initialized) Object.assign(queue, { initialized: true, settings: queue.settings ?? world.settings });
  const session = queue.sessions.find((one) => one.fan === fan && sessionOf(world, one));
  const existing = session ?? [...queue.skipped, ...queue.waiting].find((one) => one.fan === fan);
  if (existing) markPresent(world, { fan, number: existing.number });
  stepIfDue(world);
  if (existing) return `200 ${ticket(world, { fan, number: existing.number })}`;
  const place = { fan, number: ++queue.issued };
  queue.waiting.push({ ...place, lastSeenAt: world.now });
  stepIfDue(world);
  return `201 ${ticket(world, place)}`;
}

export function poll(world: World, place: Place): string {
  markPresent(world, place);
  stepIfDue(world);
  const answer = ticket(world, place);
  return answer === "NOT_IN_QUEUE" ? answer : `200 ${answer}`;
}

/** Ends exactly this place, and admits the next one. */
export function end(world: World, place: Place, fact: "OVER" | "GIVEN_UP"): void {
  const { queue } = world;
  if (!queue.initialized) return;
  const current = sessionOf(world, place) ?? [...queue.waiting, ...queue.skipped].find((one) => same(one, place));
  if (current) {
    queue.sessions = queue.sessions.filter((one) => !same(one, place));
    queue.waiting = queue.waiting.filter((one) => !same(one, place));
    queue.skipped = queue.skipped.filter((one) => !same(one, place));
    queue.endReasons[place.number] = fact;
  }
  step(world);
}

/** The gate: whether this place is active. */
export function isActive(world: World, place: Place): boolean {
  const session = sessionOf(world, place);
  if (session) arrive(session);
  return session !== undefined;
}

export type Extension = { before: number; extended: number };

/** The gate of a hold: extends the session past the hold, only before the session's own end. */
export function extend(world: World, place: Place): Extension | null {
  const session = sessionOf(world, place);
  if (!session || world.now >= session.admittedAt + SESSION_MS) return null;
  arrive(session);
  const before = session.until;
  session.until = Math.max(before + 1, world.now + EXTENSION_MS);
  return { before, extended: session.until };
}

/** Undoes an extension, unless another one followed it. */
export function restore({ queue }: World, place: Place, { before, extended }: Extension): void {
  const session = queue.sessions.find((one) => same(one, place));
  if (session?.until !== extended) return;
  session.until = before;
  queue.idleUntil = 0;
}

export function configure(world: World, settings: Settings): void {
  world.queue.settings = settings;
  if (world.queue.initialized) step(world);
}

export function serving({ queue, now }: World): string {
  const active = queue.sessions.filter(({ until }) => until > now).length;
  const head = queue.waiting[0]?.number ?? queue.issued + 1;
  return `waiting ${queue.waiting.length}, active ${active}, head ${head}, tail ${queue.issued}`;
}
