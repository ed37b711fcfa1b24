import type { PasswordWeakness } from "@/lib/core/errors";
import { COMMON_PASSWORDS, COMMON_WORDS } from "./common-passwords";

const KEYBOARD_RUNS = [
  "01234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
];
const reversed = (text: string) => [...text].toReversed().join("");
const isKeyboardRun = (text: string) => KEYBOARD_RUNS.some((run) => run.includes(text) || reversed(run).includes(text));

/** One short thing over and over: 11111111, abcabcabc, 1q1q1q1q. */
const isRepeated = (text: string) => /^(.{1,4})\1+$/u.test(text);

/** What is left of password123! when the usual ornaments are off. */
const stripDecorations = (text: string) => text.replace(/^\P{L}+|\P{L}+$/gu, "");

function isCommon(password: string): boolean {
  if (COMMON_PASSWORDS.has(password) || isRepeated(password) || isKeyboardRun(password)) return true;
  return COMMON_WORDS.has(stripDecorations(password));
}

const MIN_PERSONAL_LETTERS = 4; // letters; shorter ones are in too many good passwords
const MIN_PERSONAL_SYLLABLES = 2; // syllables, each of which says as much as two letters

function containsPersonal(password: string, personal: string): boolean {
  const text = personal.toLowerCase().replace(/\s+/g, "");
  const minLength = /[가-힣]/.test(text) ? MIN_PERSONAL_SYLLABLES : MIN_PERSONAL_LETTERS;
  return text.length >= minLength && password.includes(text);
}

/**
 * What is wrong with a password that is long enough; null when nothing is. As NIST SP 800-63B §3.1.1.2 has it: no rule about
 * kinds of characters, which people meet with Password1!, but none that is tried first, and none made of what is known.
 */
export function findWeakness(
  password: string,
  { email, name }: { email: string; name: string },
): PasswordWeakness | null {
  const plain = password.normalize("NFKC").toLowerCase();
  const [mailbox = ""] = email.split("@");
  if ([email, mailbox, name].some((personal) => containsPersonal(plain.replace(/\s+/g, ""), personal)))
    return "PERSONAL";
  return isCommon(plain) ? "COMMON" : null;
}
