const SHARED =
  /^\/(?:signin|signup|tickets|wallet|docs\/api|concerts\/[a-z0-9-]{1,80}(?:\/(?:line|seats|checkout))?)?$/;

/**
 * Whether a page is the same for everybody who reads one language. Its HTML then depends on the path and the language
 * alone: queries are read by its scripts. Any other spelling of such a path is rendered for its visitor, and so is a
 * page with `?js=off`, where a browser without JavaScript finds its forms.
 */
export const isSharedPage = (pathname: string, query: URLSearchParams): boolean =>
  SHARED.test(pathname) && !query.getAll("js").includes("off");

/** Next renders shared pages below this folder, which is nobody's address: proxy.ts answers 404 there. */
export const SHARED_FOLDER = "/shared";

/** The path under which Next renders a shared page in a language. */
export const renderedPath = (pathname: string, locale: string): string =>
  `${SHARED_FOLDER}/${locale}${pathname === "/" ? "" : pathname}`;
