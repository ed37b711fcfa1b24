import type { HallArea } from "@/lib/catalogue/halls/hall";

function Outline({ area }: { area: HallArea }) {
  const paint = { className: "hall-area", ...(area.stroke ? { stroke: area.stroke } : {}) };
  if (area.shape === "polygon")
    return <polygon {...paint} points={area.points.map(({ x, y }) => `${x},${y}`).join(" ")} />;
  if (area.shape === "rectangle") return <rect {...paint} width={area.width} height={area.height} />;
  if (area.shape === "ellipse") return <ellipse {...paint} rx={area.rx} ry={area.ry} />;
  return null;
}

/**
 * Stage, doors and words of the hall, in the plan's own units. The plan's colours are left out: they were chosen for
 * white paper, and colour here belongs to the grades.
 */
export function Areas({ areas }: { areas: readonly HallArea[] }) {
  const distinct = new Map(areas.map((area) => [JSON.stringify(area), area]));
  return [...distinct].map(([key, area]) => (
    <g key={key} transform={`translate(${area.x} ${area.y}) rotate(${area.rotation})`}>
      <Outline area={area} />
      {area.text && (
        <text x={area.text.x} y={area.text.y} fontSize={area.text.size} className="hall-text">
          {area.text.text}
        </text>
      )}
    </g>
  ));
}
