import path from "node:path";
import { audit } from "@/lib/audit";
import { issueToken } from "@/lib/auth/session";
import { sessionCookie } from "@/lib/auth/session-cookies";
import { createConcert } from "@/lib/concerts";
import { parseEnv } from "@/lib/core/env";
import { activePlaces } from "@/lib/jobs/audit";
import { makeAdmin, makeFans } from "@/tests/support/fixtures";
import { runCron } from "@/tools/dev/cron";
import { localBaseUrl, serveBuild } from "@/tools/dev/serve-site";
import { startNginx } from "@/tools/dev/services/nginx";
import { freePort } from "@/tools/dev/services/ports";
import { Shutdown } from "@/tools/dev/shutdown";
import type { BenchStack } from "../bench-stack";
import { countDoubleBookings } from "../check/double-bookings";
import type { Row } from "../row";
import { leadMsOf } from "./arrivals";
import type { Sale } from "./fan";
import { onsaleRows } from "./rows";
import { type Moment, type OnsaleResult, runOnsale } from "./run-onsale";

export type OnsaleSize = { fans: number; seats: number; withinMs: number; timeoutMs: number };

/** How long until the first fans may come, and how many may be inside at once. */
type SaleOptions = { prepareMs?: number; capacity?: number; admitPerMinute?: number };

const BALANCE_WON = 2_000_000;
const FANS_A_STATEMENT = 2_000; // a statement has ten seconds
const PREPARE_MS = 5_000; // until the load processes stand and have looked at the pages
const HOUR_MS = 3_600_000;
const SEAT_LIMIT = 4;

/** Fans with money, each with the cookie of a session. */
export async function seedFans(count: number): Promise<{ cookie: string }[]> {
  const { name } = sessionCookie();
  const cookies: { cookie: string }[] = [];
  while (cookies.length < count) {
    const fans = await makeFans(Math.min(FANS_A_STATEMENT, count - cookies.length), { balance: BALANCE_WON });
    for (const fan of fans) cookies.push({ cookie: `${name}=${(await issueToken(fan)).token}` });
  }
  return cookies;
}

/** Four grades, the dearest in front. */
function hallOf(seats: number) {
  const prices = [154_000, 132_000, 110_000, 88_000];
  const cut = (n: number) => Math.floor((seats * n) / prices.length);
  const grades = ["VIP", "R", "S", "A"].map((name, n) => ({
    name,
    price: prices[n] ?? 0,
    from: cut(n) + 1,
    to: cut(n + 1),
  }));
  return { type: "plain" as const, seats, grades };
}

/** A concert whose seats can be sold within a minute or two: a tenth of them may be chosen at once. */
export async function seedSale(
  { seats, withinMs }: Pick<OnsaleSize, "seats" | "withinMs">,
  {
    prepareMs = PREPARE_MS,
    capacity = Math.ceil(seats / 10),
    admitPerMinute = Math.ceil(0.6 * seats),
  }: SaleOptions = {},
): Promise<Sale> {
  const opensAt = Date.now() + leadMsOf(withinMs) + prepareMs;
  const startsAt = new Date(opensAt + 30 * 24 * HOUR_MS);
  const input = {
    name: "The Whole On-Sale",
    host: "Jari",
    description: "Made by bench:onsale.",
    salesOpenAt: new Date(opensAt),
    salesCloseAt: new Date(opensAt + HOUR_MS),
    seatLimit: SEAT_LIMIT,
    refundHours: 24,
    capacity,
    admitPerMinute,
    demoCrowd: false,
    schedules: [{ startsAt, venue: "Jari Hall", hall: hallOf(seats) }],
  };
  const { id, slug, schedules } = await createConcert(input, await makeAdmin());
  return { concertId: id, slug, scheduleId: schedules[0]?.id ?? "", opensAt, seatLimit: SEAT_LIMIT };
}

/** The service as `npm start` serves it, in `processes` processes, with nginx before it where `nginxFile` names one. */
async function startService(stack: BenchStack, processes: number, nginxFile?: string) {
  const shutdown = new Shutdown();
  const port = await freePort();
  const own = {
    HOST: "127.0.0.1",
    PORT: String(port),
    API_PROCESSES: String(processes),
    TRUSTED_PROXY_HEADER: nginxFile ? "x-real-ip" : "",
    RATE_LIMIT_MULTIPLIER: process.platform === "linux" ? "1" : "1000000", // elsewhere all fans share an address
    API_MAX_CONCURRENT_REQUESTS: "",
    SESSION_SECONDS: "",
    LOG_LEVEL: "error",
  };
  const given: NodeJS.ProcessEnv = { ...process.env, ...own, NODE_ENV: "production" };
  const settings = parseEnv(given);
  await serveBuild(shutdown, settings, given);
  void runCron(localBaseUrl(settings), settings.CRON_SECRET, shutdown.signal);
  if (!nginxFile) return { url: localBaseUrl(settings), stop: () => shutdown.end() };
  const folder = path.join(stack.folder, "nginx-onsale");
  const nginx = shutdown.add(await startNginx({ file: nginxFile, folder, upstreamPorts: [port] }));
  return { url: nginx.url, stop: () => shutdown.end() };
}

type Stage = {
  stack: BenchStack;
  size: OnsaleSize;
  fans: readonly { cookie: string }[];
  processes: number;
  nginxFile?: string;
  onMoment(moment: Moment): void;
};

/** Starts the service, plays one whole sale, audits it, and stops the service. */
export async function playOnsale(stage: Stage): Promise<{ rows: Row[]; result: OnsaleResult }> {
  const service = await startService(stage.stack, stage.processes, stage.nginxFile);
  stage.stack.shutdown.add({ name: "the service", stop: service.stop });
  try {
    const sale = await seedSale(stage.size);
    const { onMoment, fans, size } = stage;
    const result = await runOnsale({ url: service.url, sale, ...size, fans, rootPid: process.pid, onMoment });
    const { violations } = await audit(await activePlaces());
    return { result, rows: onsaleRows(result, size.seats, violations, await countDoubleBookings()) };
  } finally {
    await service.stop();
  }
}
