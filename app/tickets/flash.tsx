import { getLocale, getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import { formatWon } from "@/lib/core/money";

type Props = Record<"paid" | "refunded", string | string[] | undefined>;

/** The result of the last action, from the URL: seats paid, won refunded. */
export async function Flash({ paid, refunded }: Props) {
  const [t, locale] = await Promise.all([getTranslations("tickets"), getLocale()]);
  const text =
    Number(paid) > 0
      ? t("justPaid", { count: Number(paid) })
      : Number(refunded) > 0
        ? t("refund.done", { price: formatWon(Number(refunded), locale) })
        : null;
  return text && <Notice tone="good" role="status" className="mb-8" title={text} />;
}
