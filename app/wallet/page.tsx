import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { Money } from "@/components/ui/money";
import { PageTitle } from "@/components/ui/page-title";
import { Pagination } from "@/components/ui/pagination";
import { ChargeForm } from "@/components/wallet/charge-form";
import { LedgerTable } from "@/components/wallet/ledger-table";
import { WalletSkeleton } from "@/components/wallet/wallet-skeleton";
import { findLedgerEntries, getBalance } from "@/lib/payments/wallet";
import { parseCursor } from "../_lib/pagination";
import { requireUserPage } from "../_lib/require-user";
import { chargeWallet } from "../concerts/[slug]/checkout/actions";

type Props = { searchParams: Promise<{ before?: string | string[] }> };

const PAGE_SIZE = 20; // ledger entries

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("wallet");
  return { title: t("title"), robots: { index: false } };
}

async function Wallet({ userId, before }: { userId: string; before: string | undefined }) {
  const [t, balance, { entries, next }] = await Promise.all([
    getTranslations("wallet"),
    getBalance(userId),
    findLedgerEntries(userId, { before, limit: PAGE_SIZE }),
  ]);
  return (
    <div className="grid items-start gap-12 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <div className="grid gap-8">
        <p className="grid">
          <span className="text-soft">{t("balance")}</span>
          <Money amount={balance} className="font-black text-3xl" />
        </p>
        <MessagesProvider namespaces={["wallet"]}>
          <ChargeForm balance={balance} form={{ action: chargeWallet, chargeKey: randomUUID() }} />
        </MessagesProvider>
      </div>
      <section aria-labelledby="ledger">
        <h2 id="ledger" className="pb-3 text-lg">
          {t("ledger")}
        </h2>
        {entries.length > 0 ? (
          <LedgerTable entries={entries} />
        ) : (
          <EmptyState title={t(before ? "endOf" : "empty.title")}>{!before && t("empty.text")}</EmptyState>
        )}
        <Pagination path="/wallet" paged={before !== undefined} next={next} older={t("older")} newest={t("newest")} />
      </section>
    </div>
  );
}

/** The balance, a form to charge it, and the ledger. */
export default async function WalletPage({ searchParams }: Props) {
  const [user, query, t] = await Promise.all([requireUserPage("/wallet"), searchParams, getTranslations("wallet")]);
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <Suspense fallback={<WalletSkeleton />}>
        <Wallet userId={user.id} before={parseCursor(query.before)} />
      </Suspense>
    </>
  );
}
