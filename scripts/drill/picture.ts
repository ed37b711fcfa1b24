import { SLICE_MS, type Slice, type Timeline } from "./timeline";

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [1200, 360, 56, 24, 60];
const INK = { answered: "#2f6f4f", refused: "#b08a2e", failed: "#b3261e", fault: "#3b3f7a" };

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Load, refusals, failures and faults over time, as an SVG that needs nothing else. */
export function picture({ slices, bands }: Timeline): string {
  const most = Math.max(1, ...slices.map(({ answered, refused, failed }) => answered + refused + failed));
  const plot = HEIGHT - TOP - BOTTOM;
  const step = (WIDTH - LEFT - 12) / Math.max(1, slices.length);
  const x = (ms: number) => (LEFT + (ms / SLICE_MS) * step).toFixed(1);
  const bars = slices.flatMap((slice: Slice, at) => {
    let y = HEIGHT - BOTTOM;
    return (["answered", "refused", "failed"] as const).map((kind) => {
      const height = (slice[kind] / most) * plot;
      y -= height;
      return `<rect x="${x(at * SLICE_MS)}" y="${y.toFixed(1)}" width="${Math.max(0.5, step - 0.5).toFixed(1)}" height="${height.toFixed(1)}" fill="${INK[kind]}"/>`;
    });
  });
  const faults = bands.map(({ name, from, until }, at) => {
    const width = Math.max(2, Number(x(until)) - Number(x(from)));
    return `<g><title>${escaped(name)}</title><rect x="${x(from)}" y="${TOP}" width="${width.toFixed(1)}" height="${plot}" fill="${INK.fault}" opacity="0.18"/><text x="${x(from)}" y="${TOP - 8}" fill="${INK.fault}">${at + 1}</text></g>`;
  });
  const seconds = Math.ceil((slices.length * SLICE_MS) / 1000);
  const marks = Array.from({ length: Math.floor(seconds / 10) + 1 }, (_, at) => at * 10).map(
    (second) => `<text x="${x(second * 1000)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${second} s</text>`,
  );
  const legend = (["answered", "refused", "failed", "fault"] as const).map(
    (kind, at) =>
      `<rect x="${LEFT + at * 130}" y="${HEIGHT - 22}" width="12" height="12" fill="${INK[kind]}"/><text x="${LEFT + 18 + at * 130}" y="${HEIGHT - 12}">${kind}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    "<title>Answered, refused and failed requests over time, and the faults</title>",
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fbfaf6"/>`,
    `<text x="8" y="${TOP + 10}">${most * (1000 / SLICE_MS)}/s</text><text x="8" y="${HEIGHT - BOTTOM}">0</text>`,
    ...bars,
    ...faults,
    ...marks,
    ...legend,
    "</svg>",
  ].join("\n");
}
