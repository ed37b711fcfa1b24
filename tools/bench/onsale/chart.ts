import { PROCESS_GROUPS } from "./processes";
import type { Moment } from "./run-onsale";

type Series = { name: string; unit: string; values: number[] };

const LEVELS = "▁▂▃▄▅▆▇█";
const MAX_COLUMNS = 90;

const differences = (values: readonly number[]) => values.map((value, index) => value - (values[index - 1] ?? 0));

/** The mean of neighbours, so that at most `columns` are left. */
function condense(values: readonly number[], columns: number): number[] {
  const size = Math.ceil(values.length / columns);
  return Array.from({ length: Math.ceil(values.length / size) }, (_, n) => {
    const part = values.slice(n * size, (n + 1) * size);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

/** What happened in each second of a sale. */
export function seriesOf(moments: readonly Moment[]): Series[] {
  const pick = (of: (moment: Moment) => number) => moments.map(of);
  const rates: Series[] = [
    { name: "fans who come", unit: "/s", values: differences(pick(({ arrived }) => arrived)) },
    { name: "joins", unit: "/s", values: differences(pick(({ joined }) => joined)) },
    { name: "inside", unit: "", values: pick(({ inside }) => inside) },
    { name: "seats sold", unit: "", values: pick(({ seats }) => seats) },
    { name: "requests", unit: "/s", values: differences(pick(({ requests }) => requests)) },
    { name: "refused", unit: "/s", values: differences(pick(({ refusals }) => refusals)) },
  ];
  const cpu = PROCESS_GROUPS.filter((group) => moments.some(({ cpu }) => (cpu[group] ?? 0) > 0)).map((group) => {
    return { name: `processor: ${group}`, unit: " %", values: pick(({ cpu }) => 100 * (cpu[group] ?? 0)) };
  });
  return [...rates, ...cpu];
}

function line({ name, unit, values }: Series): string {
  const shown = condense(values, MAX_COLUMNS);
  const most = Math.max(...values, 0);
  const bars = shown.map((value) => LEVELS[Math.min(7, Math.floor((8 * value) / (most || 1)))] ?? " ").join("");
  return `  ${name.padEnd(20)} ${bars}  at most ${Math.round(most).toLocaleString("en-US")}${unit}`;
}

/** A sale as lines of bars for a terminal, a column a second or more. */
export function textChart(moments: readonly Moment[]): string {
  if (moments.length === 0) return "";
  const seconds = (ms = 0) => `${Math.round(ms / 1_000)} s`;
  const head = `  from ${seconds(moments[0]?.atMs)} to ${seconds(moments.at(-1)?.atMs)} around the opening`;
  return [head, ...seriesOf(moments).map(line)].join("\n");
}

const WIDTH = 760;
const LABEL = 150;
const HEIGHT = 46;
const TOP = 44;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function area({ name, unit, values }: Series, top: number): string {
  const most = Math.max(...values, 0);
  const step = (WIDTH - LABEL - 20) / Math.max(1, values.length - 1);
  const y = (value: number) => (top + HEIGHT - 10 - ((HEIGHT - 16) * value) / (most || 1)).toFixed(1);
  const points = values.map((value, index) => `${(LABEL + index * step).toFixed(1)},${y(value)}`).join(" ");
  const last = (LABEL + (values.length - 1) * step).toFixed(1);
  return [
    `<text x="${LABEL - 12}" y="${top + 20}" text-anchor="end">${escaped(name)}</text>`,
    `<text x="${LABEL - 12}" y="${top + 34}" text-anchor="end" fill="#6b6860" font-size="10">at most ${Math.round(most).toLocaleString("en-US")}${escaped(unit)}</text>`,
    `<polygon fill="#24725a" fill-opacity="0.35" stroke="#24725a" points="${LABEL},${y(0)} ${points} ${last},${y(0)}"/>`,
  ].join("\n");
}

/** The same as a picture. Reads on light and dark. */
export function svgChart(moments: readonly Moment[], title: string): string {
  const series = seriesOf(moments);
  const height = TOP + series.length * HEIGHT + 12;
  const span = (moments.at(-1)?.atMs ?? 0) - (moments[0]?.atMs ?? 0);
  const opening = LABEL + ((WIDTH - LABEL - 20) * -(moments[0]?.atMs ?? 0)) / (span || 1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12">
<title>${escaped(title)}</title>
<rect width="${WIDTH}" height="${height}" rx="10" fill="#f7f5f0"/>
<g fill="#2b2a27">
<text x="20" y="24" font-size="13">${escaped(title)}</text>
${series.map((one, n) => area(one, TOP + n * HEIGHT)).join("\n")}
</g>
<line x1="${opening.toFixed(1)}" x2="${opening.toFixed(1)}" y1="${TOP - 4}" y2="${height - 8}" stroke="#2b2a27" stroke-dasharray="3 3"/>
<text x="${opening.toFixed(1)}" y="${TOP - 8}" text-anchor="middle" fill="#2b2a27">opening</text>
</svg>
`;
}
