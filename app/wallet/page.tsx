import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { Empty } from "@/components/ui/empty";
import { Money } from "@/components/ui/money";
import { PageTitle } from "@/components/ui/page-title";
import { Words } from "@/components/ui/words";
import { Charge } from "@/components/wallet/charge";
import { Pages } from "@/components/wallet/pages";
import { Passbook } from "@/components/wallet/passbook";
import { WalletSkeleton } from "@/components/wallet/wallet-skeleton";
import { balanceOf, entriesOf } from "@/lib/wallet";
import { chargeWallet } from "../concerts/[slug]/checkout/actions";
import { beforeOf } from "../tickets/before";
import { who } from "../who";

type Props = { searchParams: Promise<{ before?: string | string[] }> };

const PAGE = 20; // lines of the passbook

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("wallet");
  return { title: t("title"), robots: { index: false } };
}

async function Wallet({ userId, before }: { userId: string; before: string | undefined }) {
  const [t, balance, { entries, next }] = await Promise.all([
    getTranslations("wallet"),
    balanceOf(userId),
    entriesOf(userId, { before, limit: PAGE }),
  ]);
  return (
    <div className="grid items-start gap-12 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <div className="grid gap-8">
        <p className="grid">
          <span className="text-soft">{t("balance")}</span>
          <Money amount={balance} className="font-black text-3xl" />
        </p>
        <Words of={["wallet"]}>
          <Charge balance={balance} charge={chargeWallet} />
        </Words>
      </div>
      <section aria-labelledby="ledger">
        <h2 id="ledger" className="pb-3 text-lg">
          {t("ledger")}
        </h2>
        {entries.length > 0 ? (
          <Passbook entries={entries} />
        ) : (
          <Empty title={t(before ? "endOf" : "empty.title")}>{!before && t("empty.text")}</Empty>
        )}
        <Pages path="/wallet" paged={before !== undefined} next={next} older={t("older")} newest={t("newest")} />
      </section>
    </div>
  );
}

/** The balance, charging, and the ledger as a passbook. */
export default async function WalletPage({ searchParams }: Props) {
  const [visitor, query, t] = await Promise.all([who(), searchParams, getTranslations("wallet")]);
  if (!visitor) redirect("/signin?next=/wallet");
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <Suspense fallback={<WalletSkeleton />}>
        <Wallet userId={visitor.id} before={beforeOf(query.before)} />
      </Suspense>
    </>
  );
}
