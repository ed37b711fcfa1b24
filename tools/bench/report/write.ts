import { mkdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { ROOT } from "@/tools/root";
import type { Row } from "../row";
import { resultsChart } from "./chart";
import { resultsTable, withTable } from "./table";

const RESULTS = path.join(ROOT, "docs/bench");
const DOCUMENT = path.join(ROOT, "docs/performance.md");

/** Where and how a bench ran. */
export type Run = { command: string; engines: string; seconds: number };

/** Writes the results: JSON, table and chart in docs/bench, and the table into docs/performance.md when it was the whole bench. */
export async function writeResults(rows: readonly Row[], run: Run, whole: boolean): Promise<void> {
  const [cpu] = os.cpus();
  const at = new Date().toISOString().slice(0, 10);
  const machine = `${os.availableParallelism()} cores, ${cpu?.model.trim() ?? "unknown"}, ${os.type()}, Node ${process.versions.node}`;
  const about = `\`${run.command}\`, ${at}, ${machine}, ${run.engines}, load generator included; ${Math.round(run.seconds)} s.`;
  const table = resultsTable(rows, about);
  const name = whole ? "latest" : "quick";
  await mkdir(RESULTS, { recursive: true });
  await writeFile(path.join(RESULTS, `${name}.json`), `${JSON.stringify({ at, machine, ...run, rows }, null, 2)}\n`);
  await writeFile(path.join(RESULTS, `${name}.md`), `${table}\n`);
  await writeFile(path.join(RESULTS, `${name}.svg`), resultsChart(rows, `Jari's hot paths, ${at}`));
  if (!whole) return;
  await writeFile(DOCUMENT, withTable(await readFile(DOCUMENT, "utf8"), table));
}
