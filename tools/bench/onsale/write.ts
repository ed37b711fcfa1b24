import { mkdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { replaceBetween, resultsTable } from "../report/table";
import type { Row } from "../row";
import { svgChart } from "./chart";
import type { Moment } from "./run-onsale";

export type Part = { title: string; rows: readonly Row[]; moments: readonly Moment[] };

const RESULTS = path.join(ROOT, "docs/bench");
const DOCUMENT = path.join(ROOT, "docs/performance.md");

/** Writes JSON, table and chart of each part into docs/bench, and into docs/performance.md when it was the whole bench. */
export async function writeOnsale(parts: readonly Part[], command: string, isWhole: boolean): Promise<void> {
  const [cpu] = os.cpus();
  const at = new Date().toISOString().slice(0, 10);
  const machine = `${os.availableParallelism()} cores, ${cpu?.model.trim() ?? "unknown"}, ${os.type()}, Node ${process.versions.node}`;
  const about = `\`${command}\`, ${at}, ${machine}, engines, service and load on one machine.`;
  const name = isWhole ? "onsale" : "onsale-quick";
  await mkdir(RESULTS, { recursive: true });
  await writeFile(path.join(RESULTS, `${name}.json`), `${JSON.stringify({ at, machine, command, parts }, null, 1)}\n`);
  const sections: string[] = [];
  for (const [index, { title, rows, moments }] of parts.entries()) {
    const picture = `${name}-${index + 1}.svg`;
    await writeFile(path.join(RESULTS, picture), svgChart(moments, `${title}, ${at}`));
    sections.push(`**${title}**\n\n${resultsTable(rows, about)}\n\n![The sale second by second](bench/${picture})`);
  }
  await writeFile(path.join(RESULTS, `${name}.md`), `${sections.join("\n\n")}\n`);
  if (!isWhole) return;
  const document = await readFile(DOCUMENT, "utf8");
  await writeFile(DOCUMENT, replaceBetween(document, "bench:onsale", sections.join("\n\n")));
}
