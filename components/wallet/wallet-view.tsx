import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import type { Wallet } from "@/client/types";
import { EmptyState } from "../ui/empty-state";
import { Money } from "../ui/money";
import { Pagination } from "../ui/pagination";
import { ChargeForm } from "./charge-form";
import { LedgerTable } from "./ledger-table";

type Props = { wallet: Wallet; isFirstPage: boolean; form: ComponentProps<typeof ChargeForm>["form"] };

/** The balance, a form to charge it, and a page of the ledger. */
export function WalletView({ wallet, isFirstPage, form }: Props) {
  const t = useTranslations("wallet");
  const { balance, entries, next } = wallet;
  return (
    <div className="grid items-start gap-12 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <div className="grid gap-8">
        <p className="grid">
          <span className="text-soft">{t("balance")}</span>
          <Money amount={balance} className="font-black text-3xl" />
        </p>
        <ChargeForm balance={balance} form={form} />
      </div>
      <section aria-labelledby="ledger">
        <h2 id="ledger" className="pb-3 text-lg">
          {t("ledger")}
        </h2>
        {entries.length > 0 ? (
          <LedgerTable entries={entries} />
        ) : (
          <EmptyState title={t(isFirstPage ? "empty.title" : "endOf")}>{isFirstPage && t("empty.text")}</EmptyState>
        )}
        <Pagination path="/wallet" paged={!isFirstPage} next={next} older={t("older")} newest={t("newest")} />
      </section>
    </div>
  );
}
