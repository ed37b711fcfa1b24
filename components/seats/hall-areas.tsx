import type { HallArea } from "@/lib/concerts/halls/hall";
import { areaPath, isStage } from "./hall-layout";
import type { StageColors } from "./hall-props";

/**
 * Stage, doors and texts of the hall, in the plan's own units. The plan's own colours are left out: they were chosen for
 * white paper, and colour here belongs to the grades.
 */
export function HallAreas({ areas, stageColors }: { areas: readonly HallArea[]; stageColors: StageColors }) {
  const distinct = new Map(areas.map((area) => [JSON.stringify(area), area]));
  return [...distinct].map(([key, area]) => {
    const stage = isStage(area);
    return (
      <g key={key} transform={`translate(${area.x} ${area.y}) rotate(${area.rotation})`}>
        <path d={areaPath(area)} className={stage ? undefined : "hall-area"} fill={stageColors.ground} />
        {area.text && (
          <text
            x={area.text.x}
            y={area.text.y}
            fontSize={area.text.size}
            fill={stage ? stageColors.ink : "var(--soft)"}
            className="hall-text"
          >
            {area.text.text}
          </text>
        )}
      </g>
    );
  });
}
