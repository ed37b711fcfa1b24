import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { HallGrade } from "@/lib/concerts/halls/hall";
import { DateTime } from "../ui/date-time";
import { formatDateTime } from "../ui/format-date-time";
import { PriceTable } from "./price-table";

type Schedule = { id: string; startsAt: string; venue: string; grades: HallGrade[] };
export type InfoConcert = {
  description: string;
  salesOpenAt: string;
  salesCloseAt: string;
  seatLimit: number;
  refundHours: number;
  schedules: Schedule[];
};

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="border-line border-t pt-5">
      <h2 id={id} className="mb-3 text-lg">
        {title}
      </h2>
      {children}
    </section>
  );
}

const priceFingerprint = ({ grades }: Schedule) =>
  grades.map(({ name, price, seats }) => `${name}:${price}:${seats}`).join("|");

/** One table where every date costs the same, else one for each date. */
function PriceTables({ schedules }: { schedules: Schedule[] }) {
  const locale = useLocale();
  const [first] = schedules;
  if (!first) return null;
  if (schedules.every((schedule) => priceFingerprint(schedule) === priceFingerprint(first)))
    return <PriceTable grades={first.grades} />;
  return (
    <div className="grid gap-6">
      {schedules.map(({ id, startsAt, grades }) => (
        <PriceTable key={id} grades={grades} caption={formatDateTime(startsAt, locale)} />
      ))}
    </div>
  );
}

/** What a fan wants to know before booking: when and where, what it costs, what it is, and the rules. */
export function ConcertInfo({ concert, holdMinutes }: { concert: InfoConcert; holdMinutes: number }) {
  const t = useTranslations("concerts.concert");
  const { schedules, description, salesOpenAt, salesCloseAt, seatLimit, refundHours } = concert;
  return (
    <div className="grid gap-8">
      <Section id="when" title={t("when")}>
        <ul className="grid gap-2">
          {schedules.map(({ id, startsAt, venue }) => (
            <li key={id} className="grid">
              <span className="font-bold">
                <DateTime value={startsAt} />
              </span>
              <span className="text-soft">{venue}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section id="prices" title={t("prices")}>
        <PriceTables schedules={schedules} />
      </Section>
      <Section id="about" title={t("about")}>
        <p className="max-w-prose whitespace-pre-line">{description}</p>
      </Section>
      <Section id="rules" title={t("rules")}>
        <ul className="grid max-w-prose gap-1.5">
          <li>{t("perFan", { count: seatLimit })}</li>
          <li>{t("hold", { minutes: holdMinutes })}</li>
          <li>{refundHours > 0 ? t("refund", { hours: refundHours }) : t("refundNever")}</li>
          <li>
            {t("sales")} <DateTime value={salesOpenAt} zone={false} /> – <DateTime value={salesCloseAt} />
          </li>
        </ul>
      </Section>
    </div>
  );
}
