import { domainToASCII } from "node:url";

const DOMAIN = /^[\p{L}\p{M}\p{N}.\u{3002}\u{FF0E}\u{FF61}-]+$/u; // domainToASCII would cut others at a slash

/** One form of an email for one account: trimmed, in lower case, an international domain in ASCII (RFC 5891 §4.4). */
export function canonicalEmail(text: string): string {
  const email = text.trim();
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1);
  const isInternational = at >= 0 && /\P{ASCII}/u.test(domain) && DOMAIN.test(domain);
  const ascii = isInternational && domainToASCII(domain);
  return (ascii ? `${email.slice(0, at)}@${ascii}` : email).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
