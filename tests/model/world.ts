/** The clock moves in steps of so many ms: no deadline of the product falls within 20 s of a multiple. */
export const TICK_MS = 70_000;
export const PRICE = 10_000;
export const SEATS = 4;
export const FANS = 4;

export const SESSION_MS = 600_000;
export const HOLD_MS = 300_000;
export const EXTENSION_MS = 330_000; // a hold and its margin
export const ARRIVAL_MS = 32_000; // about: promised to ask again, grace, and time to arrive; less than a step of the clock
export const NEVER = Number.MAX_SAFE_INTEGER;

export type Settings = { capacity: number; paused: boolean };
export type Place = { fan: number; number: number };
export type Session = Place & { admittedAt: number; arrived: boolean; until: number };
export type Reservation = Place & {
  /** The seat and how many reservations of it there were before: both the model and Postgres can tell. */
  name: string;
  seat: number;
  status: "RESERVING" | "RESERVED" | "CANCELED";
  expiresAt: number;
  payment: "COMPLETED" | "CANCELED" | null;
};
export type Wallet = { balance: number; entries: number };

/** All there is to know. Plain data: a world is copied as JSON, and two are the same when their JSON is. */
export type World = {
  now: number;
  /** As the catalogue has it. */
  settings: Settings;
  seatLimit: number;
  refunds: boolean;
  line: {
    /** As the line has heard it; null before anybody said anything. */
    settings: Settings | null;
    begun: boolean;
    issued: number;
    restUntil: number;
    waiting: (Place & { heardAt: number })[];
    inside: Session[];
    passed: Place[];
    over: Record<number, "OVER" | "GIVEN_UP">;
  };
  reservations: Reservation[];
  /** Places that Postgres knows to be over, as "fan:number". */
  ended: string[];
  /** Places that ended and that the outbox has not told the line. */
  untold: Place[];
  wallets: Wallet[];
  /** What each idempotency key was answered. */
  keys: Record<string, string>;
};

export const newWorld = (settings: Settings, balance: number): World => ({
  now: 0,
  settings,
  seatLimit: 2,
  refunds: true,
  line: { settings: null, begun: false, issued: 0, restUntil: 0, waiting: [], inside: [], passed: [], over: {} },
  reservations: [],
  ended: [],
  untold: [],
  wallets: Array.from({ length: FANS }, () => ({ balance, entries: balance > 0 ? 1 : 0 })),
  keys: {},
});

export const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));
