import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import type { PasswordWeakness } from "@/lib/core/errors";
import { KOREAN_PASSWORDS } from "./korean-passwords";

const LEAST_SCORE = 2; // of 4: at least a million guesses
const LENGTH_CHECKED = 64; // characters; with few substitutions a check blocks the event loop for at most 10 ms
const L33T_SUBSTITUTIONS = 10;

let estimator: ZxcvbnFactory | undefined; // about 7 MB, so only a process that creates accounts has one

function estimate(text: string) {
  estimator ??= new ZxcvbnFactory({
    dictionary: { ...dictionary, korean: KOREAN_PASSWORDS },
    graphs: adjacencyGraphs,
    l33tMaxSubstitutions: L33T_SUBSTITUTIONS,
  });
  return estimator.check(text.slice(0, LENGTH_CHECKED));
}

// zxcvbn rates "!football99" as strong, but attackers put digits and signs around common passwords first.
function isDecoratedWord(password: string): boolean {
  const word = password.replace(/^\P{L}+|\P{L}+$/gu, "");
  const [match, ...others] = word ? estimate(word).sequence : [];
  return others.length === 0 && match?.pattern === "dictionary" && match.dictionaryName !== "diceware-common";
}

const isCommon = (password: string) => estimate(password).score < LEAST_SCORE || isDecoratedWord(password);

const MIN_PERSONAL_LETTERS = 4;
const MIN_PERSONAL_SYLLABLES = 2;

function containsPersonal(password: string, personal: string): boolean {
  const text = personal.toLowerCase().replace(/\s+/g, "");
  const minLength = /[가-힣]/.test(text) ? MIN_PERSONAL_SYLLABLES : MIN_PERSONAL_LETTERS;
  return text.length >= minLength && password.includes(text);
}

/** Why a password is refused, or null. There are no rules about kinds of characters (NIST SP 800-63B §3.1.1.2). */
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
