import { memo } from "react";
import { classNames } from "../ui/class-names";
import { gradeCssVariable } from "../ui/grade-classes";
import { CROSS, RADIUS, TICK } from "./seat-shapes";
import type { SeatAppearance } from "./types";

type ShapeProps = { appearance: SeatAppearance; gradeIndex?: number; letter?: string; label?: string };

/** Free seats carry their grade's letter, chosen ones a tick, held ones hatching, sold ones a cross: never colour alone. */
export function SeatShape({ appearance, gradeIndex = 0, letter, label = "" }: ShapeProps) {
  if (appearance === "taken") return <path d={CROSS} className="seat-cross" />;
  if (appearance === "held")
    return (
      <>
        <circle r={RADIUS.held} fill="url(#seat-hatch)" />
        <circle r={RADIUS.held} className="seat-held" />
      </>
    );
  if (appearance === "chosen")
    return (
      <>
        <circle r={RADIUS.chosen} className="seat-chosen" />
        <path d={TICK} className="seat-tick" />
      </>
    );
  return (
    <>
      <circle
        r={RADIUS.available}
        fill={`var(${gradeCssVariable(gradeIndex)})`}
        className={appearance === "mine" ? "seat-mine" : undefined}
      />
      <text className="seat-letter">{letter}</text>
      <text y="2" className={classNames("seat-label", label.length > 2 && "seat-label-long")}>
        {label}
      </text>
    </>
  );
}

type Props = Required<ShapeProps> & {
  number: number;
  x: number;
  y: number;
  dim: boolean;
  current: boolean;
  name: string;
};

/** No HTML control can live inside an SVG, so the group plays a checkbox. */
const ariaProps = ({ appearance, name, current }: Props, choosable: boolean) => ({
  role: "checkbox",
  "aria-checked": appearance === "chosen",
  "aria-disabled": !choosable,
  "aria-label": name,
  tabIndex: current ? 0 : -1,
});

/** One seat of the map, rendered again only when something about it changed: a hall has a thousand. */
export const SeatMark = memo(function SeatMark(props: Props) {
  const { number, x, y, gradeIndex, letter, label, appearance, dim } = props;
  const choosable = !dim && appearance !== "held" && appearance !== "taken";
  return (
    <g
      id={`seat-${number}`}
      data-seat={number}
      {...ariaProps(props, choosable)}
      transform={`translate(${x} ${y})`}
      className={classNames("seat", choosable && "cursor-pointer", dim && "seat-dim")}
    >
      <circle r="13.5" className="seat-focus" />
      <SeatShape appearance={appearance} gradeIndex={gradeIndex} letter={letter} label={label} />
    </g>
  );
});
