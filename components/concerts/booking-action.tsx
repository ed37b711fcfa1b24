import { useLocale, useTranslations } from "next-intl";
import { Button, formatDateTime, LinkButton } from "@/components/ui";
import { SaleCountdown } from "./sale-countdown";
import type { SaleStatus } from "./sale-status";

type Props = {
  slug: string;
  salesOpenAt: string;
  salesCloseAt: string;
  status: SaleStatus;
  signedIn: boolean;
  now: Date;
  holdMinutes: number;
};

/** The one button of the page, which says what it will do. */
export function BookingAction({ slug, salesOpenAt, salesCloseAt, status, signedIn, now, holdMinutes }: Props) {
  const t = useTranslations("concerts.action");
  const locale = useLocale();
  const queuePage = `/concerts/${slug}/line`;
  const href = signedIn ? queuePage : `/signin?next=${encodeURIComponent(queuePage)}`;
  const bookHint = t(signedIn ? "bookHint" : "signInHint");
  if (status === "soon") {
    const texts = {
      opens: t("opens", { when: formatDateTime(salesOpenAt, locale, "short") }),
      hint: t("opensHint"),
      clock: t("until", { clock: "{clock}" }),
      book: t("book"),
      bookHint,
      opened: t("opened"),
    };
    return <SaleCountdown opensAt={salesOpenAt} serverNow={now.toISOString()} href={href} texts={texts} />;
  }
  if (status === "open") {
    return (
      <div className="grid gap-2">
        <LinkButton look="signal" size="large" wide href={href} prefetch={false}>
          {t("book")}
        </LinkButton>
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
