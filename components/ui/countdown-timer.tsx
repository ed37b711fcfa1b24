"use client";

import { classNames } from "./class-names";
import { formatMinutes } from "./countdown";
import { useCountdown } from "./use-countdown";

type Props = {
  label: string;
  until: string;
  serverNow: string;
  className?: string;
  /** What is read out at a minute and at ten seconds. */
  announce: (seconds: number) => string;
  onOver: () => void;
};

const URGENT_SECONDS = 60;

/** The minutes and seconds until a moment, by the server's clock. */
export function CountdownTimer({ label, until, serverNow, className, announce, onOver }: Props) {
  const { left, announced } = useCountdown(until, serverNow, onOver);
  return (
    <>
      <span
        role="timer"
        aria-label={label}
        className={classNames("figures font-black", className, left <= URGENT_SECONDS && "text-bad")}
      >
        {formatMinutes(left)}
      </span>
      <span role="status" className="hidden-visually">
        {announced ? announce(announced) : ""}
      </span>
    </>
  );
}
