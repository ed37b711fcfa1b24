import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { type ReactNode, Suspense } from "react";
import { ErrorTextsProvider } from "@/components/shell/error-texts";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { PageTitle } from "@/components/ui/page-title";
import { WalletEntry } from "@/components/wallet/wallet-entry";
import { WalletSkeleton } from "@/components/wallet/wallet-skeleton";
import { chargeWallet } from "../(personal)/concerts/[slug]/checkout/actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("wallet");
  return { title: t("title"), robots: { index: false } };
}

/** Gives `error.tsx` its sentences. */
export function WalletFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("wallet.error");
  const texts = { text: t("text"), back: { href: "/", label: t("back") } };
  return <ErrorTextsProvider texts={texts}>{children}</ErrorTextsProvider>;
}

/** The page of the wallet without a balance: its script asks the API for the visitor's. */
export async function WalletShell() {
  const t = await getTranslations("wallet");
  const skeleton = <WalletSkeleton />;
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <MessagesProvider namespaces={["wallet"]}>
        <Suspense fallback={skeleton}>
          <WalletEntry form={{ action: chargeWallet, chargeKey: "" }} skeleton={skeleton} />
        </Suspense>
      </MessagesProvider>
    </>
  );
}
