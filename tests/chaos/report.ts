import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "@/tools/root";
import type { CheckResult } from "./checks";
import type { Outcome } from "./inject";
import type { ChaosOptions } from "./options";
import type { Timeline } from "./timeline";
import { timelineSvg } from "./timeline-svg";

const FOLDER = path.join(ROOT, "chaos-report");
const NAMED_AT_MOST = 5;

const seconds = (ms: number | null) => (ms === null ? "–" : `${(ms / 1000).toFixed(1)} s`);

function table(head: string[], rows: string[][]): string {
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => (row[at] ?? "").length)));
  const line = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

const faults = (outcomes: readonly Outcome[]) =>
  table(
    ["#", "fault", "at", "lasted", "failed requests", "answers again", "whole again", "lets in again", "violations"],
    outcomes.map(({ fault, at, lastedMs, failures, recoveredMs, allHealthyMs, admittedMs, violations }, index) => [
      ...[String(index + 1), fault, seconds(at), seconds(lastedMs), String(failures)],
      ...[seconds(recoveredMs), seconds(allHealthyMs), seconds(admittedMs), String(violations)],
    ]),
  );

function describeResults(verdicts: readonly CheckResult[]): string {
  return verdicts
    .map(({ requirement, examined, broken }) => {
      const more = broken.length > NAMED_AT_MOST ? [`    … and ${broken.length - NAMED_AT_MOST} more`] : [];
      const named = [...broken.slice(0, NAMED_AT_MOST).map((one) => `    ${one}`), ...more];
      return [
        `${broken.length ? "✗" : "✓"} ${requirement} (${examined} looked at${broken.length ? `, ${broken.length} broken` : ""})`,
        ...named,
      ].join("\n");
    })
    .join("\n");
}

/** The report in words, also saved with its timeline into `chaos-report/`. */
export async function report(
  { seed, fans, seats, quick }: ChaosOptions,
  timeline: Timeline,
  outcomes: readonly Outcome[],
  verdicts: readonly CheckResult[],
): Promise<string> {
  const lost = verdicts.reduce((sum, { broken }) => sum + broken.length, 0);
  const text = [
    `Drill of ${fans} fans for ${seats} seats, seed ${seed}${quick ? ", quick" : ""}`,
    "",
    faults(outcomes),
    "",
    describeResults(verdicts),
    "",
    `${timeline.requests} requests, ${timeline.failures} failed, the longest took ${seconds(timeline.longestMs)} (${timeline.longest}).`,
    `${outcomes.length} faults, ${lost === 0 ? "nothing lost" : `${lost} things broken`}.`,
  ].join("\n");
  await mkdir(FOLDER, { recursive: true });
  await writeFile(path.join(FOLDER, "report.md"), `${text}\n\n![Load, failures and faults](timeline.svg)\n`);
  await writeFile(path.join(FOLDER, "timeline.svg"), timelineSvg(timeline));
  const failed = verdicts.filter(({ broken }) => broken.length > 0).length;
  await writeFile(path.join(FOLDER, "counts.json"), JSON.stringify({ passed: verdicts.length - failed, failed }));
  return text;
}
