import { useLocale, useTranslations } from "next-intl";
import { formatWon } from "@/lib/core/money";
import { Notice } from "../ui/notice";

/** The result of the last action, from the URL: seats paid, won refunded. */
export function Flash({ paid, refunded }: Record<"paid" | "refunded", unknown>) {
  const t = useTranslations("tickets");
  const locale = useLocale();
  const text =
    Number(paid) > 0
      ? t("justPaid", { count: Number(paid) })
      : Number(refunded) > 0
        ? t("refund.done", { price: formatWon(Number(refunded), locale) })
        : null;
  return text && <Notice tone="good" role="status" className="mb-8" title={text} />;
}
