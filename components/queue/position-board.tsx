"use client";

import { useLocale, useTranslations } from "next-intl";
import { classNames } from "../ui/class-names";
import type { Ticket } from "./poll-result";
import { useEtaText } from "./use-eta-text";

/** A long number is set smaller, so that it never leaves a phone's screen. */
const fontSizeFor = (digits: string): string => {
  if (digits.length <= 3) return "text-[clamp(7rem,38vw,15rem)]";
  if (digits.length <= 5) return "text-[clamp(5.5rem,26vw,13rem)]";
  return "text-[clamp(3.75rem,17vw,10rem)]";
};

function ProgressBar({ reached }: { reached: number | null }) {
  const t = useTranslations("queue");
  const percent = Math.floor((reached ?? 0) * 100);
  return (
    <div
      role="progressbar"
      aria-label={t("progress")}
      aria-valuenow={percent}
      aria-valuetext={t("progressText", { percent })}
      className="h-2 w-full overflow-hidden bg-line"
    >
      <div
        className="h-full origin-left bg-signal transition-transform duration-250"
        style={reached === null ? undefined : { transform: `scaleX(${reached})` }}
      />
    </div>
  );
}

/** The fan's position as a lit sign in a dark hall: how many are ahead, how far they have come, how long it may take. */
export function PositionBoard({
  ticket,
  reached,
  paused = false,
}: {
  ticket: Pick<Ticket, "number" | "position" | "etaSeconds">;
  reached: number | null;
  paused?: boolean;
}) {
  const t = useTranslations("queue");
  const locale = useLocale();
  const eta = useEtaText(ticket.etaSeconds);
  const position = new Intl.NumberFormat(locale).format(ticket.position);
  return (
    <div className="grid gap-6">
      <p className="grid">
        <span className="flex flex-wrap justify-between gap-x-4 text-soft">
          <span>{t("position")}</span>
          <span className="figures text-sm">{t("number", { number: ticket.number })}</span>
        </span>
        <span className="flex flex-wrap items-baseline gap-x-3">
          <strong
            key={position}
            className={classNames(
              "figures position-step font-black leading-[0.95] tracking-[-0.04em] text-signal-text",
              fontSizeFor(position),
            )}
          >
            {position}
          </strong>
          <span className="text-xl">{t("ordinal")}</span>
        </span>
      </p>
      <ProgressBar reached={reached} />
      <p className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <span className="figures font-bold text-lg">
          {ticket.position > 1 ? t("ahead", { ahead: ticket.position - 1 }) : t("next")}
        </span>
        <span className="text-soft">
          {t("wait")} <strong className="figures text-ink">{paused ? t("eta.paused") : eta}</strong>
        </span>
      </p>
    </div>
  );
}
