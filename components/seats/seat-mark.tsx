import { memo } from "react";
import { classNames } from "../ui/class-names";
import { gradeFill } from "./grade-classes";
import type { SeatAppearance } from "./types";

type Props = {
  number: number;
  x: number;
  y: number;
  grade: number;
  letter: string;
  label: string;
  look: SeatAppearance;
  dim: boolean;
  current: boolean;
  name: string;
};

/** Free seats carry their grade's letter, chosen ones a tick, held ones hatching, sold ones a cross: never colour alone. */
function Shape({ look, grade, letter, label }: Pick<Props, "look" | "grade" | "letter" | "label">) {
  if (look === "taken") return <path d="M-5 -5L5 5M5 -5L-5 5" className="seat-cross" />;
  if (look === "held")
    return (
      <>
        <circle r="9" fill="url(#seat-hatch)" />
        <circle r="9" className="seat-held" />
      </>
    );
  if (look === "chosen")
    return (
      <>
        <circle r="11.5" className="seat-chosen" />
        <path d="M-5.5 .5L-1.5 4.5L6 -4" className="seat-tick" />
      </>
    );
  return (
    <>
      <circle r="10" className={classNames(gradeFill(grade), look === "mine" && "seat-mine")} />
      <text className="seat-letter">{letter}</text>
      <text y="2" className={classNames("seat-label", label.length > 2 && "seat-label-long")}>
        {label}
      </text>
    </>
  );
}

/** What a screen reader is told. No HTML control can live inside a drawing, so the group plays a checkbox. */
const ariaProps = ({ look, name, current }: Props, choosable: boolean) => ({
  role: "checkbox",
  "aria-checked": look === "chosen",
  "aria-disabled": !choosable,
  "aria-label": name,
  tabIndex: current ? 0 : -1,
});

/** One seat of the map, drawn again only when something about it changed. */
export const SeatMark = memo(function SeatMark(props: Props) {
  const { number, x, y, grade, letter, label, look, dim } = props;
  const choosable = !dim && look !== "held" && look !== "taken";
  return (
    <g
      id={`seat-${number}`}
      data-seat={number}
      {...ariaProps(props, choosable)}
      transform={`translate(${x} ${y})`}
      className={classNames("seat", choosable && "cursor-pointer", dim && "seat-dim")}
    >
      <circle r="13.5" className="seat-focus" />
      <Shape look={look} grade={grade} letter={letter} label={label} />
    </g>
  );
});
