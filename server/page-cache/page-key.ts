import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { LRUCache } from "lru-cache";
import {
  computeCacheBustingSearchParam,
  computeLegacyCacheBustingSearchParam,
} from "next/dist/shared/lib/router/utils/cache-busting-search-param.js";
import { isLocale, type Locale, pageLocale } from "@/lib/core/locales";
import { isSharedPage } from "@/lib/core/shared-pages";

type Prefetch = "1" | "2" | "3"; // as Next's router numbers its kinds

/** A page as a document, or what Next's router fetches instead: all of it, or what it prefetches. */
export type Variant = { kind: "html" } | { kind: "rsc"; prefetch?: Prefetch; segment?: string };

/** All that a shared page depends on. */
export type PageKey = { path: string; locale: Locale; variant: Variant };

const HTML: Variant = { kind: "html" };
const SEGMENT = /^(?:\/[\w$%()[\].!@-]{1,120}){1,8}$/;
const LOCALE_COOKIE = /(?:^|;)\s*locale=([^;]*)/g;

/** As Next reads it: of several cookies with one name, the last. */
const localeCookie = (cookies = "") =>
  cookies.includes("locale=") ? [...cookies.matchAll(LOCALE_COOKIE)].at(-1)?.[1]?.trim() : undefined;

const MAX_LANGUAGES = 1_000; // browsers send few different lists, but a client may send any
const MAX_LANGUAGES_LENGTH = 200;
const localesByHeader = new LRUCache<string, Locale>({ max: MAX_LANGUAGES });

/** The locale of a page; what a list of languages leads to is remembered, because reading one takes as long as finding the page. */
function localeOf({ cookie, "accept-language": languages = "" }: IncomingHttpHeaders): Locale {
  const chosen = localeCookie(cookie);
  if (isLocale(chosen) || languages.length > MAX_LANGUAGES_LENGTH) return pageLocale(chosen, languages);
  const known = localesByHeader.get(languages);
  if (known) return known;
  const locale = pageLocale(undefined, languages);
  localesByHeader.set(languages, locale);
  return locale;
}

const isPrefetch = (header: unknown): header is Prefetch => header === "1" || header === "2" || header === "3";
const isTextOrMissing = (header: unknown): header is string | undefined =>
  header === undefined || typeof header === "string";

/**
 * The variant that Next's router asks for; null where its headers are none that it sends, or their hash is not in the URL.
 * By that hash a cache that ignores `Vary` tells a document from a fragment, so nothing is shared without it. Which parts
 * the router has already (`next-router-state-tree`) is not looked at: it takes a whole page in place of a part.
 */
async function routerVariant({ headers }: IncomingMessage, query: URLSearchParams): Promise<Variant | null> {
  const prefetch = headers["next-router-prefetch"];
  const segment = headers["next-router-segment-prefetch"];
  if (prefetch !== undefined && !isPrefetch(prefetch)) return null;
  if (!isTextOrMissing(segment) || (segment !== undefined && !SEGMENT.test(segment))) return null;
  const hashed = [prefetch, segment, headers["next-router-state-tree"], headers["next-url"]] as const;
  const hash = query.get("_rsc");
  const isHash = hash === (await computeCacheBustingSearchParam(...hashed));
  if (!isHash && hash !== computeLegacyCacheBustingSearchParam(...hashed)) return null; // as sent over plain HTTP
  return { kind: "rsc", ...(prefetch && { prefetch }), ...(segment && { segment }) };
}

export type SharedRequest = { path: string; locale: Locale; query: URLSearchParams };

const NO_QUERY = new URLSearchParams();

/** The shared page that a request is for, whatever else it says; null for all other requests. */
export function sharedRequest({ method, url = "", headers }: IncomingMessage): SharedRequest | null {
  if (method !== "GET" && method !== "HEAD") return null;
  const end = url.indexOf("?");
  const path = end < 0 ? url : url.slice(0, end);
  const query = end < 0 ? NO_QUERY : new URLSearchParams(url.slice(end + 1));
  if (!isSharedPage(path, query)) return null;
  return { path, query, locale: localeOf(headers) };
}

/** Whether the request is from Next's router, which sends nothing else. */
export const isFromRouter = ({ headers }: IncomingMessage): boolean => headers.rsc === "1";

/** The key of a document. */
export const documentKey = ({ path, locale }: SharedRequest): PageKey => ({ path, locale, variant: HTML });

/** The key of a fragment; null where Next itself must answer. */
export async function fragmentKey(
  incoming: IncomingMessage,
  { path, locale, query }: SharedRequest,
): Promise<PageKey | null> {
  const variant = await routerVariant(incoming, query);
  return variant && { path, locale, variant };
}

/** A key as one string. */
export function cacheName({ path, locale, variant }: PageKey): string {
  if (variant.kind === "html") return `${locale} html ${path}`;
  return `${locale} rsc ${variant.prefetch ?? 0} ${variant.segment ?? ""} ${path}`;
}
