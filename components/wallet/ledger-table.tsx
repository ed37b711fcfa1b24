import { useTranslations } from "next-intl";
import type { LedgerEntry } from "@/client/types";
import { classNames } from "../ui/class-names";
import { DateTime } from "../ui/date-time";
import { Money } from "../ui/money";

function SignedAmount({ amount }: { amount: number }) {
  const sign = amount > 0 ? "+" : "−";
  return (
    <span className={classNames("figures whitespace-nowrap font-bold", amount > 0 && "text-good")}>
      {sign}
      <Money amount={Math.abs(amount)} />
    </span>
  );
}

/** The ledger, newest first, each entry with the balance after it. */
export function LedgerTable({ entries }: { entries: readonly LedgerEntry[] }) {
  const t = useTranslations("wallet");
  return (
    <table className="w-full text-sm">
      <caption className="pb-2 text-left text-soft">{t("times")}</caption>
      <thead className="border-edge border-b text-left text-soft max-sm:hidden">
        <tr>
          <th className="py-2 pr-4 font-medium">{t("date")}</th>
          <th className="py-2 pr-4 font-medium">{t("what")}</th>
          <th className="py-2 pr-4 text-right font-medium">{t("amount")}</th>
          <th className="py-2 text-right font-medium">{t("after")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, type, amount, balanceAfter, createdAt, reservationId }) => (
          <tr
            key={id}
            className="border-line border-b max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-3 max-sm:py-2.5 sm:[&>td]:py-3"
          >
            <td className="pr-4 text-soft max-sm:order-3">
              <DateTime value={createdAt} zone={false} />
            </td>
            <td className="pr-4 max-sm:order-1">
              <span className="font-bold">{t(`type.${type}`)}</span>
              {reservationId && <span className="text-soft"> · {t("reservation", { id: reservationId })}</span>}
            </td>
            <td className="text-right max-sm:order-2 sm:pr-4">
              <SignedAmount amount={amount} />
            </td>
            <td className="text-right max-sm:order-4">
              <span className="text-soft sm:hidden">{t("after")} </span>
              <Money amount={balanceAfter} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
