"use client";

import { useSearchParams } from "next/navigation";
import type { ComponentProps, ReactNode } from "react";
import type { Wallet } from "@/client/types";
import { useRequiredVisitor } from "../visitor/require-visitor";
import { useVisitorData } from "../visitor/use-visitor-data";
import { WalletView } from "./wallet-view";

/** `form` is a new object whenever the page is refreshed. */
type Props = { form: ComponentProps<typeof WalletView>["form"]; skeleton: ReactNode };

/** The visitor's wallet, as soon as the API has answered. */
export function WalletEntry({ form, skeleton }: Props) {
  const before = useSearchParams().get("before");
  const user = useRequiredVisitor("/wallet");
  const cursor = before ? `&before=${encodeURIComponent(before)}` : "";
  const response = useVisitorData<Wallet>(user ? `/api/wallet?limit=20${cursor}` : null, form);
  if (!response?.ok) return skeleton;
  return <WalletView wallet={response.data} isFirstPage={!before} form={form} />;
}
