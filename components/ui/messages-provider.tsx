import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { Namespace } from "@/messages";

type Props = { namespaces: Namespace[]; children: ReactNode };

/** Gives client components these namespaces of the messages and no others. Wrap as little of a page as needs them. */
export async function MessagesProvider({ namespaces, children }: Props) {
  const all = await getMessages();
  const messages = Object.fromEntries(namespaces.map((namespace) => [namespace, all[namespace]]));
  return (
    <NextIntlClientProvider locale={await getLocale()} messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}
