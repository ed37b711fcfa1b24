import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { audit } from "@/lib/audit";
import { activePlaces } from "@/lib/jobs/audit";
import { countDoubleBookings } from "@/tools/bench/check/double-bookings";
import { onsaleRows } from "@/tools/bench/onsale/rows";
import { runOnsale } from "@/tools/bench/onsale/run-onsale";
import { seedFans, seedSale } from "@/tools/bench/onsale/stage";
import { startNginx } from "@/tools/dev/services/nginx";
import { temporaryFolder } from "@/tools/testing/test-site";
import { startStaticPages } from "../support/static-pages";
import { startTestServer } from "../support/test-server";

const SIZE = { seats: 8, withinMs: 1_000, timeoutMs: 60_000 };

test("a whole on-sale behind nginx, before two servers: nobody is refused, lost, overtaken or served twice", async () => {
  const [folder, pages, fans] = await Promise.all([temporaryFolder(), startStaticPages(), seedFans(24)]);
  const servers = await Promise.all([startTestServer({}, pages.port), startTestServer({}, pages.port)]);
  const ports = servers.map(({ port }) => port);
  const nginx = await startNginx({ file: process.env.NGINX_PATH ?? "nginx", folder, upstreamPorts: ports });
  try {
    const sale = await seedSale(SIZE, { prepareMs: 1_000, capacity: 4, admitPerMinute: 600 });
    const result = await runOnsale({ url: nginx.url, sale, fans, ...SIZE, pace: 0.05 });
    expect(result.stats.refusals).toEqual({});
    const { violations } = await audit(await activePlaces());
    const rows = onsaleRows(result, SIZE.seats, violations, await countDoubleBookings());
    expect(rows.filter(({ met, unit }) => met === false && unit !== "ms" && unit !== "s")).toEqual([]); // no clock
    expect(result.records.flatMap(({ seats }) => seats)).toHaveLength(SIZE.seats);
  } finally {
    await Promise.all([nginx, ...servers].map((part) => part.stop()));
    pages.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
