import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ERRORS } from "@/lib/core/errors";
import { DEFAULT_LOCALE, isLocale, type Locale, preferredLocale } from "@/lib/core/locales";
import { sendProblem } from "./send-problem";

type Reason = "OVERLOADED" | "UNAVAILABLE";
type Texts = { title: string; read: (seconds: number) => string; notDone: string; unknown: string };

const TEXTS: Record<Locale, Texts> = {
  ko: {
    title: "지금 많은 분이 찾고 있어요",
    read: (seconds) => `순번과 좌석, 결제는 그대로예요. ${seconds}초 뒤에 이 페이지를 자동으로 다시 열게요.`,
    notDone: "방금 보낸 내용은 처리되지 않았어요. 페이지가 열리면 다시 보내 주세요.",
    unknown: "방금 보낸 내용이 처리됐는지 알 수 없어요. 페이지가 열리면 먼저 확인해 주세요.",
  },
  en: {
    title: "Very busy right now",
    read: (seconds) =>
      `Your place, your seats and your payments are safe. This page opens again by itself in ${seconds} seconds.`,
    notDone: "What you just sent was not carried out. Please send it again once the page is open.",
    unknown: "We can't tell whether what you just sent was carried out. Please check once the page is open.",
  },
};

const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-content:center;padding:2rem;
background:light-dark(oklch(0.985 0.006 85),oklch(0.17 0.012 270));color:light-dark(oklch(0.2 0.015 270),oklch(0.96 0.012 85));
font:450 1.0625rem/1.6 "Noto Sans KR","Apple SD Gothic Neo","Malgun Gothic",system-ui,sans-serif;word-break:keep-all}
main{max-width:36rem}h1{font-size:2rem;line-height:1.2;margin:0 0 1rem}p{margin:0 0 1rem}`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const MIN_RETRY_SECONDS = 3;
const RETRY_SPREAD_SECONDS = 5; // so that those who are rejected together do not return together

const CHOSEN_LOCALE = /(?:^|;\s*)locale=(\w+)/;

function localeOf({ headers }: IncomingMessage): Locale {
  const chosen = CHOSEN_LOCALE.exec(headers.cookie ?? "")?.[1];
  return isLocale(chosen) ? chosen : preferredLocale(headers["accept-language"] ?? null, DEFAULT_LOCALE);
}

/** Not for Next's own client, which loads the page itself once it gets no answer that it knows. */
const acceptsHtml = ({ headers }: IncomingMessage) =>
  /\btext\/html\b/i.test(headers.accept ?? "") && headers.rsc === undefined && headers["next-action"] === undefined;

function pageFor(locale: Locale, seconds: number, aside: string): string {
  const { title, read } = TEXTS[locale];
  const paragraphs = [read(seconds), aside].filter(Boolean).map((text) => `<p>${text}</p>`);
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="refresh" content="${seconds}"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${paragraphs.join("")}</main></body></html>`;
}

/**
 * Answers 503 for Next: OVERLOADED where it was not asked, UNAVAILABLE where it did not answer. A browser gets a page in its
 * reader's language that opens the requested one again by itself; everybody else a problem (RFC 9457).
 */
export function sendUnavailable(incoming: IncomingMessage, outgoing: ServerResponse, reason: Reason): void {
  const seconds = MIN_RETRY_SECONDS + Math.floor(Math.random() * RETRY_SPREAD_SECONDS);
  if (!acceptsHtml(incoming)) {
    const { status, title } = ERRORS[reason];
    sendProblem(outgoing, { status, title, code: reason });
    return;
  }
  const locale = localeOf(incoming);
  const { notDone, unknown } = TEXTS[locale];
  const aside = incoming.method !== "POST" ? "" : reason === "OVERLOADED" ? notDone : unknown;
  const body = pageFor(locale, seconds, aside);
  outgoing.shouldKeepAlive = false; // its body may not have been read
  outgoing.writeHead(503, {
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "content-language": locale,
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cache-control": "no-store",
    "retry-after": String(seconds),
  });
  outgoing.end(incoming.method === "HEAD" ? undefined : body);
}
