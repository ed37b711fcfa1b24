import en from "./en";
import ko from "./ko";

export const locales = ["ko", "en"] as const;
export type Locale = (typeof locales)[number];
export type Messages = typeof ko;
export type Namespace = keyof Messages;

export const TIME_ZONE = "Asia/Seoul"; // every concert takes place there, and every page says so

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

/** Every sentence of the interface in one language, one namespace for each area of the house. */
export const messagesFor = (locale: Locale): Messages => (locale === "ko" ? ko : en);
