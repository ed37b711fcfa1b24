// npm run bench:pages: what each page weighs and how quickly it is there, in a Chromium slowed down to a phone. Prints a
// table, and writes docs/bench/pages.json and the table of docs/performance.md.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { chromium } from "@playwright/test";
import { build, isBuilt } from "../build";
import { print, runCommand, step } from "../cli";
import { ROOT } from "../root";
import { findBrowser } from "../testing/browser";
import { testSite } from "../testing/test-site";
import { pagesTable, type Row } from "./pages/table";
import { createVisits, warm } from "./pages/visits";
import { measureVisit, type Vitals } from "./pages/web-vitals";
import { replaceBetween } from "./report/table";

const ROUNDS = 3; // the middle one counts
const JAVASCRIPT_KB: Record<string, number> = { seats: 130, concert: 90 };
const LCP_MS = 1_500;
const CLS = 0.02;
const INP_MS = 200; // "good", https://web.dev/articles/inp

const row = (page: string, measure: string, value: number, goal: number | null): Row => {
  return { page, measure, value, goal, met: goal === null ? null : value <= goal };
};

function middle(rounds: Vitals[], pick: (vitals: Vitals) => number): number {
  const values = rounds.map(pick).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? 0;
}

const rowsOf = (page: string, rounds: Vitals[]): Row[] => [
  row(page, "JavaScript, kB", Math.round(middle(rounds, (v) => v.javascriptKb) * 10) / 10, JAVASCRIPT_KB[page] ?? null),
  row(page, "everything, kB", Math.round(middle(rounds, (v) => v.totalKb)), null),
  row(page, "LCP, ms", Math.round(middle(rounds, (v) => v.lcpMs)), LCP_MS),
  row(page, "CLS", Math.round(middle(rounds, (v) => v.cls) * 10_000) / 10_000, CLS),
  row(page, "INP of a press, ms", Math.round(middle(rounds, (v) => v.inpMs)), INP_MS),
];

function shown(rows: Row[]): string {
  const lines = rows.map(({ page, measure, value, goal, met }) => {
    const verdict = met === null ? "" : met ? "met" : "NOT MET";
    return `  ${`${page}: ${measure}`.padEnd(34)}${String(value).padStart(9)}${(goal === null ? "" : `≤ ${goal}`).padStart(10)}  ${verdict}`;
  });
  return lines.join("\n");
}

async function keep(rows: Row[]): Promise<void> {
  const folder = path.join(ROOT, "docs/bench");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "pages.json"), `${JSON.stringify(rows, null, 2)}\n`);
  const file = path.join(ROOT, "docs/performance.md");
  await writeFile(file, replaceBetween(await readFile(file, "utf8"), "bench:pages", pagesTable(rows)));
}

async function measure(base: string): Promise<Row[]> {
  const browser = await chromium.launch({ executablePath: await findBrowser(), chromiumSandbox: false });
  try {
    const rows: Row[] = [];
    for (const page of await createVisits(base)) {
      await warm(base, page);
      const rounds: Vitals[] = [];
      for (let round = 0; round < ROUNDS; round++) rounds.push(await measureVisit(browser, base, page));
      rows.push(...rowsOf(page.name, rounds));
    }
    return rows;
  } finally {
    await browser.close();
  }
}

await runCommand(async () => {
  process.env.NEXT_DIST_DIR = ".next-test"; // a demo that runs beside keeps its build
  if (!(await isBuilt())) await step("Building the pages", () => build({ quiet: true }));
  const site = await testSite();
  try {
    const rows = await measure(site.settings.JARI_E2E_URL ?? "");
    print(shown(rows));
    await keep(rows);
  } finally {
    await site.stop();
  }
});
process.exit();
