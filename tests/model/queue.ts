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

/** The session of a place, if its time is not over. Who comes late, but before the slot was taken back, is in time. */
function sessionOf({ line, now }: World, place: Place): Session | undefined {
  const session = line.inside.find((one) => same(one, place));
  return session && now < (session.arrived ? session.until : session.admittedAt + SESSION_MS) ? session : undefined;
}

function arrive(session: Session): void {
  if (!session.arrived) Object.assign(session, { arrived: true, until: session.admittedAt + SESSION_MS });
}

/** Sessions that ran out go, then the head of the line comes in while there is room, past everybody who is absent. */
function step({ line, now }: World): void {
  const { capacity, paused } = line.settings ?? { capacity: 0, paused: true };
  for (const session of line.inside.filter(({ until }) => until <= now)) {
    if (session.arrived) line.over[session.number] = "OVER";
    else line.passed.push({ fan: session.fan, number: session.number });
  }
  line.inside = line.inside.filter(({ until }) => until > now);
  if (paused) {
    line.restUntil = NEVER;
    return;
  }
  while (line.inside.length < capacity && line.waiting.length > 0) {
    const [{ fan, number, heardAt }] = line.waiting.splice(0, 1) as [Place & { heardAt: number }];
    if (heardAt < now) line.passed.push({ fan, number });
    else line.inside.push({ fan, number, admittedAt: now, arrived: false, until: now + ARRIVAL_MS });
  }
  const ends = line.inside.map(({ until }) => until).sort((a, b) => a - b);
  line.restUntil = line.inside.length >= capacity ? (ends[line.inside.length - capacity] ?? NEVER) : 0;
}

const stepIfItCan = (world: World) => world.now >= world.line.restUntil && step(world);

/** Whoever asks is here: back in line if they were passed over, arrived if they were let in. */
function greet(world: World, place: Place): void {
  const { line, now } = world;
  const session = sessionOf(world, place);
  if (session) arrive(session);
  if (line.passed.some((one) => same(one, place))) {
    line.passed = line.passed.filter((one) => !same(one, place));
    line.waiting = [...line.waiting, { ...place, heardAt: now }].sort(byNumber);
  }
  for (const one of line.waiting) if (same(one, place)) one.heardAt = now;
}

function ticket(world: World, place: Place): string {
  const { line, now } = world;
  const rank = line.waiting.findIndex((one) => same(one, place));
  const waiting = line.waiting[rank];
  if (waiting) {
    waiting.heardAt = now;
    return `WAITING #${place.number} @${rank + 1}`;
  }
  const session = sessionOf(world, place);
  if (session) {
    arrive(session);
    return `ACTIVE #${place.number}`;
  }
  return line.over[place.number] === "GIVEN_UP" ? "NOT_IN_QUEUE" : `EXPIRED #${place.number}`;
}

export function join(world: World, fan: number): string {
  const { line } = world;
  if (!line.begun) Object.assign(line, { begun: true, settings: line.settings ?? world.settings });
  const session = line.inside.find((one) => one.fan === fan && sessionOf(world, one));
  const known = session ?? [...line.passed, ...line.waiting].find((one) => one.fan === fan);
  if (known) greet(world, { fan, number: known.number });
  stepIfItCan(world);
  if (known) return `200 ${ticket(world, { fan, number: known.number })}`;
  const place = { fan, number: ++line.issued };
  line.waiting.push({ ...place, heardAt: world.now });
  stepIfItCan(world);
  return `201 ${ticket(world, place)}`;
}

export function poll(world: World, place: Place): string {
  greet(world, place);
  stepIfItCan(world);
  const answer = ticket(world, place);
  return answer === "NOT_IN_QUEUE" ? answer : `200 ${answer}`;
}

/** Ends exactly this place, and lets the next one in. */
export function end(world: World, place: Place, fact: "OVER" | "GIVEN_UP"): void {
  const { line } = world;
  if (!line.begun) return;
  const stood = sessionOf(world, place) ?? [...line.waiting, ...line.passed].find((one) => same(one, place));
  if (stood) {
    line.inside = line.inside.filter((one) => !same(one, place));
    line.waiting = line.waiting.filter((one) => !same(one, place));
    line.passed = line.passed.filter((one) => !same(one, place));
    line.over[place.number] = fact;
  }
  step(world);
}

/** The gate: whether this place is let in. */
export function isLetIn(world: World, place: Place): boolean {
  const session = sessionOf(world, place);
  if (session) arrive(session);
  return session !== undefined;
}

export type Extension = { before: number; extended: number };

/** The gate of a hold: the session outlives it. Only in the session's own time. */
export function extend(world: World, place: Place): Extension | null {
  const session = sessionOf(world, place);
  if (!session || world.now >= session.admittedAt + SESSION_MS) return null;
  arrive(session);
  const before = session.until;
  session.until = Math.max(before + 1, world.now + EXTENSION_MS);
  return { before, extended: session.until };
}

/** Takes an extension back, unless another one was built on it. */
export function restore({ line }: World, place: Place, { before, extended }: Extension): void {
  const session = line.inside.find((one) => same(one, place));
  if (session?.until !== extended) return;
  session.until = before;
  line.restUntil = 0;
}

export function configure(world: World, settings: Settings): void {
  world.line.settings = settings;
  if (world.line.begun) step(world);
}

export function serving({ line, now }: World): string {
  const active = line.inside.filter(({ until }) => until > now).length;
  const head = line.waiting[0]?.number ?? line.issued + 1;
  return `waiting ${line.waiting.length}, active ${active}, head ${head}, tail ${line.issued}`;
}
