const MARK = "FORGED";

/** Lines, escape sequences (also of one byte), separators, controls of direction, and a text longer than any log line. */
export const HOSTILE_TEXTS = [
  `x\n{"level":50,"msg":"${MARK}"}`,
  `x\r\n    at ${MARK} (file.js:1:1)`,
  `\u001b[31m${MARK}\u001b]0;${MARK}\u0007\u009b31m`,
  `${MARK}\u2028${MARK}\u2029\u0085${MARK}`,
  `${MARK}\u202eDEGROF\u2066\u200b\ufeff\u007f\0`,
  MARK.repeat(5_000),
];

/** What no log may hold but the ends of its lines. */
export const UNPRINTABLE = /(?!\n)\p{Cc}|[\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;
