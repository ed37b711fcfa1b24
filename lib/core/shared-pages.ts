const SHARED =
  /^\/(?:signin|signup|tickets|wallet|docs\/api|concerts\/[a-z0-9-]{1,80}(?:\/(?:line|seats|checkout))?)?$/;

/**
 * Whether a page is the same for everybody who reads one language. Its HTML then depends on the path and the language
 * alone: queries are read by its scripts. Any other spelling of such a path is rendered for its visitor, and so is a
 * page with `?js=off`, where a browser without JavaScript finds its forms.
 */
export const isSharedPage = (pathname: string, query: URLSearchParams): boolean =>
  SHARED.test(pathname) && !query.getAll("js").includes("off");
