import os from "node:os";
import { issueToken } from "@/lib/auth/session";
import { sessionCookie } from "@/lib/auth/session-cookies";
import { loadQueueSettings } from "@/lib/concerts";
import type { Env } from "@/lib/core/env";
import {
  beatRehearsal,
  type ClaimedRehearsal,
  createCopy,
  finishRehearsal,
  prepareFans,
  removeCopy,
  removeLeftCopies,
  type Verdict,
} from "@/lib/rehearsals";
import { leadMsOf } from "../bench/onsale/arrivals";
import { type Moment, runOnsale } from "../bench/onsale/run-onsale";
import { localBaseUrl } from "../dev/serve-site";
import { judge } from "./judge";

/** How the crowd reaches the service. `withinMs`, `pace` and `prepareMs` are a real crowd's unless a test hurries. */
export type RehearsalOptions = {
  settings: Pick<Env, "HOST" | "PORT" | "NEXTAUTH_URL" | "TRUSTED_PROXY_HEADER">;
  url?: string;
  withinMs?: number;
  prepareMs?: number;
  pace?: number;
  signal?: AbortSignal;
  onMoment?: (moment: Moment) => void;
};

const WITHIN_MS = 60_000;
const PREPARE_MS = 8_000; // until the load process stands and has looked at the pages
const BALANCE_WON = 20_000_000;
const MIN_TIMEOUT_MS = 180_000;
const MAX_TIMEOUT_MS = 15 * 60_000;
const SLOWER = 2; // than the queue's own settings allow
const SEATS_A_FAN = 2;
const BEAT_MS = 10_000;
const REMOTE_SKEW_MS = 2_000;

/** An address of a fan's own, for the header in which a proxy of one's own would send it. */
const addressOf = (index: number) => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;

async function cookieOf(id: string): Promise<string> {
  return `${sessionCookie().name}=${(await issueToken({ id, role: "FAN" })).token}`;
}

/** What the service is told beside the request: its own name, and where the fan comes from. */
function headersOf({ settings, url }: RehearsalOptions, index: number): Record<string, string> {
  const { NEXTAUTH_URL, TRUSTED_PROXY_HEADER } = settings;
  const headers: Record<string, string> = {};
  if (url || !TRUSTED_PROXY_HEADER) return headers;
  if (NEXTAUTH_URL?.startsWith("https:")) headers["x-forwarded-proto"] = "https";
  headers[TRUSTED_PROXY_HEADER] = addressOf(index);
  return headers;
}

const timeoutMsFor = (seats: number, admitPerMinute: number): number => {
  const expected = ((seats / SEATS_A_FAN) * 60_000) / Math.max(1, admitPerMinute);
  return Math.min(MAX_TIMEOUT_MS, Math.max(MIN_TIMEOUT_MS, SLOWER * expected));
};

async function play(rehearsal: ClaimedRehearsal, options: RehearsalOptions): Promise<Verdict> {
  const { id, concertId, fans: count } = rehearsal;
  const { settings, withinMs = WITHIN_MS, prepareMs = PREPARE_MS, pace = 1 } = options;
  await removeLeftCopies();
  const queue = await loadQueueSettings(concertId);
  if (!queue) throw new Error("the concert no longer exists");
  const ids = await prepareFans(count, BALANCE_WON);
  const cookies = await Promise.all(ids.map(cookieOf));
  const fans = cookies.map((cookie, index) => ({ cookie, headers: headersOf(options, index) }));
  const opensAt = Date.now() + leadMsOf(withinMs) + prepareMs;
  const rates = { capacity: Math.max(1, queue.capacity), admitPerMinute: Math.max(1, queue.admitPerMinute) };
  const timeoutMs = timeoutMsFor(rehearsal.seats, rates.admitPerMinute);
  const times = { opensAt: new Date(opensAt), closesAt: new Date(opensAt + timeoutMs + MAX_TIMEOUT_MS) };
  const copy = await createCopy({ concertId, seats: rehearsal.seats, ...times, ...rates });
  try {
    await beatRehearsal(id, { copyId: copy.concertId });
    const onMoment = (moment: Moment) => {
      options.onMoment?.(moment);
      const { atMs, joined, inside, seats: seatsSold, refusals: refused } = moment;
      const progress = { atSeconds: Math.round(atMs / 1_000), joined, inside, seatsSold, refused };
      void beatRehearsal(id, { progress }).catch(() => {}); // the next one may pass
    };
    const url = options.url ?? localBaseUrl(settings);
    const { slug, scheduleId, seatLimit, seats } = copy;
    const sale = { concertId: copy.concertId, slug, scheduleId, seatLimit, opensAt };
    const site = options.url ? undefined : settings.NEXTAUTH_URL;
    const run = { url, site, sale, seats, fans, withinMs, timeoutMs, pace, onMoment, signal: options.signal };
    const trial = { seats, ...rates, cores: os.availableParallelism(), skewMs: options.url ? REMOTE_SKEW_MS : 0 };
    return judge(await runOnsale(run), trial);
  } finally {
    await removeCopy(copy.concertId);
  }
}

/**
 * Runs a claimed rehearsal: copies the concert, lets a crowd buy it, judges what happened and removes the copy. The
 * outcome is stored, also when it fails. @throws what kept it from a verdict
 */
export async function runRehearsal(rehearsal: ClaimedRehearsal, options: RehearsalOptions): Promise<Verdict> {
  const beating = setInterval(() => void beatRehearsal(rehearsal.id).catch(() => {}), BEAT_MS);
  try {
    const verdict = await play(rehearsal, options);
    await finishRehearsal(rehearsal.id, { verdict });
    return verdict;
  } catch (error) {
    await finishRehearsal(rehearsal.id, { error: error instanceof Error ? error.message : String(error) });
    throw error;
  } finally {
    clearInterval(beating);
  }
}
