const BASE_URL = "http://here.invalid";

/** Where to go after signing in: a path of this site; anything else becomes the home page. */
export function nextPath(target: FormDataEntryValue | string[] | null | undefined): string {
  if (typeof target !== "string" || !target.startsWith("/") || !URL.canParse(target, BASE_URL)) return "/";
  const url = new URL(target, BASE_URL); // "//elsewhere" and "/\elsewhere" parse as another origin
  if (url.origin !== BASE_URL || /^\/sign(in|up)\b/.test(url.pathname)) return "/";
  return `${url.pathname}${url.search}`;
}
