const BASE_URL = "http://here.invalid";

/** Where to go after signing in: a path of this site and nothing else, the programme when it is anything else. */
export function nextPath(wish: FormDataEntryValue | string[] | null | undefined): string {
  if (typeof wish !== "string" || !wish.startsWith("/") || !URL.canParse(wish, BASE_URL)) return "/";
  const url = new URL(wish, BASE_URL); // "//elsewhere" and "/\elsewhere" parse as another origin
  if (url.origin !== BASE_URL || /^\/sign(in|up)\b/.test(url.pathname)) return "/";
  return `${url.pathname}${url.search}`;
}
