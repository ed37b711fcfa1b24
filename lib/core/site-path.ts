const BASE_URL = "http://here.invalid";
const MAX_LENGTH = 2_048;

const parse = (target: string) => (URL.canParse(target, BASE_URL) ? new URL(target, BASE_URL) : null);

/**
 * The path and query of this site that `target` names, normalized; null for anything else. A browser that resolves the
 * result stays on this site.
 */
export function sitePath(target: unknown): string | null {
  if (typeof target !== "string" || target.length > MAX_LENGTH || !target.startsWith("/")) return null;
  const url = parse(target); // "//elsewhere" and "/\elsewhere" parse as another origin
  if (url?.origin !== BASE_URL) return null;
  const path = `${url.pathname}${url.search}`;
  if (/^\/(?:[/\\]|%2f|%5c)/i.test(path)) return null; // "/.//elsewhere" is "//elsewhere" once its dots are resolved
  return path;
}
