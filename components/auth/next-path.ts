import { sitePath } from "@/lib/core/site-path";

/** Where to go after signing in: a path of this site; anything else becomes the home page. */
export function nextPath(target: FormDataEntryValue | string[] | null | undefined): string {
  const path = sitePath(target);
  return path === null || /^\/sign(in|up)\b/.test(path) ? "/" : path;
}
