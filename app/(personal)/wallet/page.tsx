import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { parseCursor } from "@/app/_lib/pagination";
import { requireUserPage } from "@/app/_lib/require-user";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { PageTitle } from "@/components/ui/page-title";
import { WalletView } from "@/components/wallet/wallet-view";
import { findLedgerEntries, getBalance } from "@/lib/payments/wallet";
import { chargeWallet } from "../concerts/[slug]/checkout/actions";

export { generateMetadata } from "@/app/_pages/wallet";

type Props = { searchParams: Promise<{ before?: string | string[] }> };

const PAGE_SIZE = 20; // ledger entries

async function Wallet({ userId, before }: { userId: string; before: string | undefined }) {
  const [balance, page] = await Promise.all([
    getBalance(userId),
    findLedgerEntries(userId, { before, limit: PAGE_SIZE }),
  ]);
  return (
    <MessagesProvider namespaces={["wallet"]}>
      <WalletView
        wallet={{ balance, ...page }}
        isFirstPage={before === undefined}
        form={{ action: chargeWallet, chargeKey: randomUUID() }}
      />
    </MessagesProvider>
  );
}

/** The balance, a form to charge it, and the ledger. */
export default async function WalletPage({ searchParams }: Props) {
  const [user, query, t] = await Promise.all([requireUserPage("/wallet"), searchParams, getTranslations("wallet")]);
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <Wallet userId={user.id} before={parseCursor(query.before)} />
    </>
  );
}
