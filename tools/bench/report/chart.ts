import type { Row } from "../row";

const WIDTH = 760;
const LABEL = 330;
const LINE = 26;
const TOP = 46;
const ROOM = 210; // what the longest words need
const MOST = 1.3; // of what a goal is measured in: beyond it a bar says nothing more

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** How far a row came on its way to its goal: 1 is the goal, for what has to stay below it too. */
const share = ({ value, goal, atMost }: Row): number => {
  const reached = goal ? (atMost ? goal / Math.max(value, 1e-9) : value / goal) : 1;
  return Math.min(MOST, reached);
};

/** The rows with a goal, each as a bar beside the line at which it is met. Reads on light and dark. */
export function resultsChart(rows: readonly Row[], title: string): string {
  const shown = rows.filter(({ goal }) => goal !== null && goal > 0);
  const scale = (WIDTH - LABEL - 20) / MOST;
  const bars = shown.map((row, n) => {
    const y = TOP + n * LINE;
    const colour = row.met ? "#24725a" : "#b3452f";
    const length = share(row) * scale;
    const inside = length > ROOM; // else its words stand behind it
    return [
      `<text x="${LABEL - 12}" y="${y + 13}" text-anchor="end">${escaped(row.name)}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${Math.max(2, length).toFixed(1)}" height="17" rx="3" fill="${colour}"/>`,
      `<text x="${LABEL + 8 + (inside ? 0 : length)}" y="${y + 13}" fill="${inside ? "#fff" : "#2b2a27"}">${row.value} ${escaped(row.unit)}</text>`,
    ].join("\n");
  });
  const height = TOP + shown.length * LINE + 12;
  const goal = (LABEL + scale).toFixed(1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12">
<title>${escaped(title)}</title>
<rect width="${WIDTH}" height="${height}" rx="10" fill="#f7f5f0"/>
<g fill="#2b2a27">
<text x="20" y="24" font-size="13">${escaped(title)}</text>
${bars.join("\n")}
</g>
<line x1="${goal}" x2="${goal}" y1="${TOP - 8}" y2="${height - 8}" stroke="#2b2a27" stroke-dasharray="3 3"/>
<text x="${goal}" y="${TOP - 13}" text-anchor="middle" fill="#2b2a27">goal</text>
</svg>
`;
}
