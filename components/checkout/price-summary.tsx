"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Money } from "../ui/money";

function SummaryRow({ name, strong, children }: { name: ReactNode; strong?: boolean; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-line border-t py-2.5">
      <dt className={strong ? "font-bold" : "text-soft"}>{name}</dt>
      <dd className={strong ? "font-black text-lg" : "font-bold"}>{children}</dd>
    </div>
  );
}

/** The price, the balance, and what remains or is missing. */
export function PriceSummary({ total, balance }: { total: number; balance: number }) {
  const t = useTranslations("checkout");
  const missing = total - balance;
  return (
    <dl className="border-line border-b">
      <SummaryRow name={t("price")}>
        <Money amount={total} /> <span className="font-normal text-soft text-sm">{t("noFees")}</span>
      </SummaryRow>
      <SummaryRow name={t("balance")}>
        <Money amount={balance} />
      </SummaryRow>
      <SummaryRow name={t(missing > 0 ? "missing" : "remains")} strong>
        <Money amount={Math.abs(missing)} className={missing > 0 ? "text-bad" : undefined} />
      </SummaryRow>
    </dl>
  );
}
