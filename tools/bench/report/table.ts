import type { Row } from "../row";

const verdict = ({ met }: Row) => (met === null ? "—" : met ? "met" : "**not met**");
const goal = ({ goal, atMost }: Row) => (goal === null ? "printed" : `${atMost ? "≤" : "≥"} ${goal}`);

/** The results as docs/performance.md shows them. */
export function resultsTable(rows: readonly Row[], about: string): string {
  const lines = rows.map(
    (row) => `| ${row.name} | ${row.value} ${row.unit} | ${goal(row)} | ${verdict(row)} | ${row.detail} |`,
  );
  return ["| row | value | goal | | measured |", "| --- | --- | --- | --- | --- |", ...lines, "", about].join("\n");
}

/** A text with something else between its marks of this name. @throws when it has no such marks */
export function replaceBetween(text: string, mark: string, something: string): string {
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`there is no ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n${something}\n${text.slice(to)}`;
}

/** The document with this table between its marks, and the chart after it. @throws when it has no marks */
export const withTable = (text: string, table: string): string =>
  replaceBetween(text, "bench", `${table}\n\n![The same as bars beside their goals](bench/latest.svg)`);
