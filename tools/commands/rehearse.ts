// npm run rehearse -- --fans N --seats N [--concert slug] [--url https://…] [--during-sale]: a crowd buys a copy of a
// concert that nobody else can see, from the service that runs here. Ends in go (exit code 0) or no go (1).
import { parseArgs } from "node:util";
import { concertBySlug } from "@/lib/concerts";
import { closeDb } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { closeRedis } from "@/lib/core/redis";
import { beginRehearsal, MAX_FANS, MAX_SEATS, salesNearNow, type Verdict } from "@/lib/rehearsals";
import en from "@/messages/en.json";
import type { Moment } from "../bench/onsale/run-onsale";
import { print, runCommand, UserError } from "../cli";
import { Shutdown } from "../dev/shutdown";
import { nextConcertSlug } from "../rehearsal/next-concert";
import { runRehearsal } from "../rehearsal/run";

const NEAR_MINUTES = 60;
const PROGRESS_EVERY = 5; // seconds

const { values } = parseArgs({
  options: {
    fans: { type: "string", default: "2000" },
    seats: { type: "string", default: "200" },
    concert: { type: "string" },
    url: { type: "string" },
    "during-sale": { type: "boolean" },
  },
});

function countOf(name: "fans" | "seats", most: number): number {
  const count = Number(values[name]);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new UserError(`--${name} must be a whole number from 1 to ${most.toLocaleString("en-US")}`);
}

async function concertId(): Promise<string> {
  const slug = values.concert ?? (await nextConcertSlug());
  const concert = slug ? await concertBySlug(slug) : null;
  if (!concert || concert.isRehearsal) throw new UserError(`There is no concert ${slug ?? "to rehearse"}.`);
  print(`Rehearsing the sale of ${concert.name}`);
  return concert.id;
}

async function refuseDuringSale(): Promise<void> {
  const names = await salesNearNow(NEAR_MINUTES);
  if (names.length === 0) return;
  const list = names.join(", ");
  if (!values["during-sale"])
    throw new UserError(
      `On sale now, or within the hour: ${list}. A rehearsal takes their machine; --during-sale goes on.`,
    );
  print(`  ! On sale now, or within the hour: ${list}`);
}

function progressPrinter(): (moment: Moment) => void {
  let reports = 0;
  return ({ atMs, joined, inside, seats, refusals }) => {
    if (reports++ % PROGRESS_EVERY !== 0) return;
    const at = String(Math.round(atMs / 1_000)).padStart(4);
    print(`  ${at} s  ${joined} joined, ${inside} inside, ${seats} seats sold, ${refusals} refused`);
  };
}

function report({ go, reasons, bottleneck, recommended, measured }: Verdict): void {
  const texts = en.rehearsal;
  const busy = Object.entries(measured.processorPercent).map(([part, percent]) => `${part} ${percent} %`);
  print(`\n${go ? "GO" : "NO GO"}`);
  for (const reason of reasons) print(`  ✗ ${texts.reason[reason]}`);
  print(
    `  ${measured.seatsSold} of ${measured.seats} seats sold in ${measured.soldOutSeconds ?? "more than the time given"} s to ${measured.fans} fans`,
  );
  print(
    `  first page ${measured.firstPageMs} ms, join ${measured.joinMs} ms, hold ${measured.holdMs} ms, payment ${measured.paymentMs} ms (95 of 100 within)`,
  );
  print(`  ${measured.refused} answers asked a fan to come back`);
  if (busy.length > 0) print(`  busiest: ${busy.join(", ")} of a core`);
  print(`  Bottleneck: ${texts.bottleneck[bottleneck]}`);
  print(`  Recommended: capacity ${recommended.capacity}, ${recommended.admitPerMinute} admissions a minute`);
}

const shutdown = new Shutdown();
const stopReason = shutdown.untilSignal();

await runCommand(async () => {
  const [fans, seats] = [countOf("fans", MAX_FANS), countOf("seats", MAX_SEATS)];
  const id = await concertId();
  await refuseDuringSale();
  const rehearsal = await beginRehearsal({ concertId: id, fans, seats });
  const stopping = new AbortController();
  void stopReason.then(() => stopping.abort());
  const options = { settings: env(), url: values.url, signal: stopping.signal, onMoment: progressPrinter() };
  const verdict = await runRehearsal(rehearsal, options);
  report(verdict);
  if (!verdict.go) process.exitCode = 1;
  await Promise.all([closeDb(), closeRedis()]);
});
await shutdown.end();
process.exit();
