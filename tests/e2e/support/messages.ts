import { readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "next-intl";
import { formatWon } from "@/lib/core/money";
import type { Locale, Messages } from "@/messages";

const MESSAGES_DIR = path.resolve(import.meta.dirname, "../../../messages");

/** The messages of a language, read as a file: outside of a bundler a module may not import JSON as they do. */
const readMessages = (locale: Locale): Messages =>
  JSON.parse(readFileSync(path.join(MESSAGES_DIR, `${locale}.json`), "utf8"));

const translator = (locale: Locale) =>
  createTranslator({ locale, messages: readMessages(locale), timeZone: "Asia/Seoul" });

export type Translate = ReturnType<typeof translator>;

/** The interface in one language: its messages, amounts and seat names. */
export function textsIn(locale: Locale) {
  const t = translator(locale);
  const money = (amount: number) => formatWon(amount, locale);
  const seat = (number: number) => t("seats.seatNoRow", { label: String(number) });
  return { locale, t, money, seat };
}

export type Texts = ReturnType<typeof textsIn>;

/** The accessible name of a seat in a plain hall: "seat 12, R ₩50,000, available". */
export function seatLabel(
  { t, money, seat }: Texts,
  number: number,
  look: keyof Messages["seats"]["look"],
  { grade, price } = gradeOf(number),
): string {
  return t("seats.seatLabel", { seat: seat(number), grade, price: money(price), look: t(`seats.look.${look}`) });
}

/** The grades of the halls these tests sell, dearest first. */
export const GRADES = [
  { name: "R", price: 50_000, from: 1, to: 20 },
  { name: "S", price: 30_000, from: 21, to: 50 },
];

const gradeOf = (number: number) => {
  const grade = GRADES.find(({ from, to }) => from <= number && number <= to);
  if (!grade) throw new Error(`a hall of these tests has no seat ${number}`);
  return { grade: grade.name, price: grade.price };
};
