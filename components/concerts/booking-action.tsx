import { useLocale, useTranslations } from "next-intl";
import { Button, formatDateTime } from "@/components/ui";
import { BookLink } from "./book-link";
import { SaleCountdown } from "./sale-countdown";
import type { SaleStatus } from "./sale-status";

type Props = {
  slug: string;
  salesOpenAt: string;
  salesCloseAt: string;
  status: SaleStatus;
  now: Date;
  holdMinutes: number;
};

/** The one button of the page, which says what it will do. */
export function BookingAction({ slug, salesOpenAt, salesCloseAt, status, now, holdMinutes }: Props) {
  const t = useTranslations("concerts.action");
  const locale = useLocale();
  const bookHint = (
    <>
      <span className="for-users">{t("bookHint")}</span>
      <span className="for-strangers">{t("signInHint")}</span>
    </>
  );
  if (status === "soon") {
    const texts = {
      opens: t("opens", { when: formatDateTime(salesOpenAt, locale, "short") }),
      hint: t("opensHint"),
      clock: t("until", { clock: "{clock}" }),
      book: t("book"),
      opened: t("opened"),
    };
    return (
      <SaleCountdown
        slug={slug}
        opensAt={salesOpenAt}
        renderedAt={now.toISOString()}
        texts={texts}
        bookHint={bookHint}
      />
    );
  }
  if (status === "open") {
    return (
      <div className="grid gap-2">
        <BookLink slug={slug}>{t("book")}</BookLink>
        <p className="text-soft text-sm">{bookHint}</p>
      </div>
    );
  }
  const when = formatDateTime(salesCloseAt, locale, "short");
  return (
    <div className="grid gap-2">
      <Button size="large" wide disabled>
        {t(status)}
      </Button>
      <p className="text-soft text-sm">
        {status === "soldOut" ? t("soldOutHint", { minutes: holdMinutes }) : t("closedHint", { when })}
      </p>
    </div>
  );
}
