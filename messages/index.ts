import { LOCALES, type Locale } from "@/lib/core/locales";
import type ko from "./ko.json";

export type { Locale };
export const locales = Object.keys(LOCALES) as Locale[];
export type Messages = typeof ko;
export type Namespace = keyof Messages;

export const TIME_ZONE = "Asia/Seoul"; // every concert takes place there, and every page says so

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

/** The interface in one language, one namespace for each area. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const { default: messages } = await import(`../messages/${locale}.json`);
  return messages;
}
