import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { Namespace } from "@/messages";

/** Hands client components the namespaces they speak, and no others. Wrap as little of a page as needs it. */
export async function MessagesProvider({ of, children }: { of: Namespace[]; children: ReactNode }) {
  const all = await getMessages();
  const messages = Object.fromEntries(of.map((namespace) => [namespace, all[namespace]]));
  return (
    <NextIntlClientProvider locale={await getLocale()} messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}
