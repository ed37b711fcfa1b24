import { isSecure } from "./origin";
import type { Asked } from "./request";

const TWO_YEARS_SECONDS = 63_072_000; // what browsers' preload lists ask for

/**
 * On every answer of the contract: data for programs, never a page, never in a frame, never run, never guessed at. These are what
 * OWASP asks of every answer of an API (REST Security Cheat Sheet, "Security Headers") and that no other site may embed it; what
 * rules a document's links and devices is on the pages (`next.config.ts`), since node writes each header at the cost of a quarter of a μs.
 */
const ALWAYS = [
  ...["x-content-type-options", "nosniff"],
  ...["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
  ...["x-frame-options", "DENY"],
  ...["cross-origin-resource-policy", "same-origin"],
];

/** The same where people reach the app over https; a browser is told to stay there (RFC 6797 §7.2: only over https). */
const SECURE = [...ALWAYS, "strict-transport-security", `max-age=${TWO_YEARS_SECONDS}; includeSubDomains`];

/** Names and values in turn. */
export const securityHeaders = (asked: Asked): readonly string[] => (isSecure(asked) ? SECURE : ALWAYS);
