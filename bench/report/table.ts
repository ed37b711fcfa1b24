import type { Row } from "../row";

const verdict = ({ met }: Row) => (met === null ? "—" : met ? "met" : "**not met**");
const goal = ({ goal, atMost }: Row) => (goal === null ? "printed" : `${atMost ? "≤" : "≥"} ${goal}`);

/** The results as the README shows them. */
export function tableOf(rows: readonly Row[], about: string): string {
  const lines = rows.map(
    (row) => `| ${row.name} | ${row.value} ${row.unit} | ${goal(row)} | ${verdict(row)} | ${row.detail} |`,
  );
  return ["| row | value | goal | | measured |", "| --- | --- | --- | --- | --- |", ...lines, "", about].join("\n");
}

const BEGIN = "<!-- bench -->";
const END = "<!-- /bench -->";

/** A README with this table between its marks, and the chart after it. @throws when it has no marks */
export function withTable(text: string, table: string): string {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`there is no ${BEGIN} … ${END}`);
  const chart = "![The same as bars beside their goals](bench/results/latest.svg)";
  return `${text.slice(0, from + BEGIN.length)}\n${table}\n\n${chart}\n${text.slice(to)}`;
}
