/** The clock moves in steps of so many ms: no deadline of the product falls within 20 s of a multiple. */
export const TICK_MS = 70_000;
export const PRICE = 10_000;
export const SEATS = 4;
export const FANS = 4;

export const SESSION_MS = 600_000;
export const HOLD_MS = 300_000;
export const COOLDOWN_SECONDS = 100; // doubled, it never is a number of ticks
export const EXTENSION_MS = 330_000; // a hold and its margin
export const ARRIVAL_MS = 32_000; // about: poll interval, grace and time to arrive; less than a tick
export const NEVER = Number.MAX_SAFE_INTEGER;

export type Settings = { capacity: number; paused: boolean };
export type Place = { fan: number; number: number };
export type Session = Place & { admittedAt: number; arrived: boolean; until: number };
export type Reservation = Place & {
  /** The seat and the number of its earlier reservations, which the model and Postgres both know. */
  name: string;
  seat: number;
  status: "RESERVING" | "RESERVED" | "CANCELED";
  expiresAt: number;
  payment: "COMPLETED" | "CANCELED" | null;
};
export type Wallet = { balance: number; entries: number };

/** The whole state. Plain data: a world is copied as JSON, and two are equal when their JSON is. */
export type World = {
  now: number;
  /** As the concert has them. */
  settings: Settings;
  seatLimit: number;
  refunds: boolean;
  queue: {
    /** As the queue has them; null before it was told any. */
    settings: Settings | null;
    initialized: boolean;
    issued: number;
    idleUntil: number;
    waiting: (Place & { lastSeenAt: number })[];
    sessions: Session[];
    skipped: Place[];
    endReasons: Record<number, "OVER" | "GIVEN_UP">;
  };
  reservations: Reservation[];
  /** Places that have ended in Postgres, as "fan:number". */
  ended: string[];
  /** The same in the order in which they ended, with when and why. */
  endings: (Place & { at: number; isPaid: boolean })[];
  /** Ended places whose event the outbox has not delivered to the queue. */
  undelivered: Place[];
  wallets: Wallet[];
  /** The stored response of each idempotency key. */
  keys: Record<string, string>;
};

export const newWorld = (settings: Settings, balance: number): World => ({
  now: 0,
  settings,
  seatLimit: 2,
  refunds: true,
  queue: {
    settings: null,
    initialized: false,
    issued: 0,
    idleUntil: 0,
    waiting: [],
    sessions: [],
    skipped: [],
    endReasons: {},
  },
  reservations: [],
  ended: [],
  endings: [],
  undelivered: [],
  wallets: Array.from({ length: FANS }, () => ({ balance, entries: balance > 0 ? 1 : 0 })),
  keys: {},
});

export const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));
