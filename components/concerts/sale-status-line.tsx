import { useLocale, useTranslations } from "next-intl";
import { classNames } from "../ui/class-names";
import { formatDateTime } from "../ui/format-date-time";
import type { SaleStatus } from "./sale-status";

type Props = { salesOpenAt: string; status: SaleStatus; available?: number; className?: string };

/** The status of a sale, and how many seats are left where that is known. */
export function SaleStatusLine({ salesOpenAt, status, available, className }: Props) {
  const t = useTranslations("concerts.status");
  const when = formatDateTime(salesOpenAt, useLocale(), "short");
  const left = status === "open" && available !== undefined ? ` · ${t("left", { count: available })}` : "";
  return (
    <p className={classNames("figures font-bold", className, status === "open" ? "text-signal-text" : "text-soft")}>
      {status === "soon" ? t("soon", { when }) : `${t(status)}${left}`}
    </p>
  );
}
