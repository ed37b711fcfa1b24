import { SLICE_MS, type Slice, type Timeline } from "./timeline";

const [WIDTH, LEFT, RIGHT, TOP, PLOT] = [1200, 64, 16, 64, 280];
const [LINE, COLUMNS, SHOWN_CHARACTERS] = [18, 2, 84];
const INK = { answered: "#2f6f4f", refused: "#d0a443", failed: "#b3261e", fault: "#d9dbe8" };
const [PAPER, TEXT, QUIET, RULE] = ["#fbfaf6", "#23211c", "#6b675d", "#e6e3d8"];
const KINDS = ["answered", "refused", "failed"] as const;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const shortened = (text: string) => (text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
const allOf = ({ answered, refused, failed }: Slice) => answered + refused + failed;

type Scale = { x(ms: number): number; y(count: number): number; step: number };

const rect = (x: number, y: number, width: number, height: number, fill: string) =>
  `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${fill}"/>`;
const text = (x: number, y: number, label: string, more = "") =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${more}>${escaped(label)}</text>`;

function bars({ slices }: Timeline, { x, y, step }: Scale): string[] {
  return slices.flatMap((slice, at) => {
    let under = 0;
    return KINDS.filter((kind) => slice[kind] > 0).map((kind) => {
      const bottom = y(under);
      under += slice[kind];
      return rect(x(at * SLICE_MS), y(under), step > 6 ? step - 0.5 : step, bottom - y(under), INK[kind]);
    });
  });
}

/** Behind the bars, each with its number above; names that would stand in each other's way take turns. */
const faults = ({ bands }: Timeline, { x }: Scale): string[] =>
  bands.map(({ name, from, until }, at) => {
    const number = text(x(from), TOP - 8 - (at % 2) * 12, String(at + 1), ` fill="${QUIET}"`);
    const band = rect(x(from), TOP, Math.max(2, x(until) - x(from)), PLOT, INK.fault);
    return `<g><title>${escaped(name)}</title>${band}${number}</g>`;
  });

/** Times below the plot, as many as have room, and the rate at its top and in the middle. */
function axes(seconds: number, most: number, { x, y }: Scale): string[] {
  const every = [10, 30, 60, 120].find((one) => seconds / one <= 15) ?? 300;
  const times = Array.from({ length: Math.floor(seconds / every) + 1 }, (_, at) => at * every);
  const rates = [most, most / 2, 0];
  return [
    ...rates.map((rate) => rect(LEFT, y(rate), WIDTH - LEFT - RIGHT, 0.8, RULE)),
    ...rates.map((rate) =>
      text(LEFT - 8, y(rate) + 4, `${Math.round(rate * (1_000 / SLICE_MS))}/s`, ` text-anchor="end" fill="${QUIET}"`),
    ),
    ...times.map((second) =>
      text(x(second * 1_000), TOP + PLOT + 18, `${second} s`, ` text-anchor="middle" fill="${QUIET}"`),
    ),
  ];
}

/** What each number means, in two columns. */
function names({ bands }: Timeline): string[] {
  const rows = Math.ceil(bands.length / COLUMNS);
  return bands.map(({ name }, at) => {
    const [column, row] = [Math.floor(at / rows), at % rows];
    const x = LEFT + (column * (WIDTH - LEFT)) / COLUMNS;
    return text(x, TOP + PLOT + 50 + row * LINE, `${at + 1}  ${shortened(name)}`);
  });
}

/** Load, refusals, failures and faults over time, as an SVG that needs nothing else. */
export function timelineSvg(timeline: Timeline): string {
  const { slices, bands } = timeline;
  const most = Math.max(1, ...slices.map(allOf));
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, slices.length);
  const scale = {
    step,
    x: (ms: number) => LEFT + (ms / SLICE_MS) * step,
    y: (count: number) => TOP + PLOT * (1 - count / most),
  };
  const height = TOP + PLOT + 60 + Math.ceil(bands.length / COLUMNS) * LINE;
  const legend = ([...KINDS, "fault"] as const).flatMap((kind, at) => [
    rect(LEFT + at * 110, 14, 12, 12, INK[kind]),
    text(LEFT + 18 + at * 110, 24, kind),
  ]);
  const seconds = Math.ceil((slices.length * SLICE_MS) / 1_000);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" fill="${TEXT}">`,
    "<title>Answered, refused and failed requests over time, and the faults</title>",
    rect(0, 0, WIDTH, height, PAPER),
    ...faults(timeline, scale),
    ...axes(seconds, most, scale),
    ...bars(timeline, scale),
    ...legend,
    ...names(timeline),
    "</svg>",
  ].join("\n");
}
