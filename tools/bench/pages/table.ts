import os from "node:os";

/** One measure of one page. */
export type Row = { page: string; measure: string; value: number; goal: number | null; met: boolean | null };

const cell = ({ value, goal, met }: Row): string =>
  `${value}${goal === null ? "" : ` (≤ ${goal})`}${met === false ? " **not met**" : ""}`;

/** The results as docs/performance.md shows them: a line for each page. */
export function pagesTable(rows: readonly Row[]): string {
  const measures = [...new Set(rows.map(({ measure }) => measure))];
  const lines = [...new Set(rows.map(({ page }) => page))].map((page) => {
    const own = rows.filter((row) => row.page === page);
    return `| ${page} | ${own.map(cell).join(" | ")} |`;
  });
  const about = `\`npm run bench:pages\`, ${new Date().toISOString().slice(0, 10)}, ${os.availableParallelism()} cores, a processor four times slower, "Fast 4G", nothing kept; the middle of three visits.`;
  return [`| page | ${measures.join(" | ")} |`, `| --- |${" --- |".repeat(measures.length)}`, ...lines, "", about].join(
    "\n",
  );
}
