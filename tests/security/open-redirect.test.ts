import { describe, expect, test } from "vitest";
import { nextPath } from "@/components/auth/next-path";
import { sitePath } from "@/lib/core/site-path";

const ORIGIN = "https://jari.test";

const ELSEWHERE = [
  ...["//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\\/evil.example"],
  ...["/.//evil.example", "/..//evil.example", "/././/evil.example", "/a/..//evil.example", "/a/b/../..//evil.example"],
  ...["/%2e//evil.example", "/%2E%2E//evil.example", "/a/%2e%2e//evil.example", "/.%2e//evil.example"],
  ...["/.\\\\evil.example", "/.\\/evil.example", "/a/..\\\\evil.example", "/./\\evil.example"],
  ...["/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "/.\t//evil.example", "/.\n/\t/evil.example"],
  ...["/%2f/evil.example", "/%5cevil.example", "/%2Fevil.example", "/./%2f/evil.example"],
  ...["https://evil.example", "https:evil.example", "javascript:alert(1)", "data:text/html,x", "evil.example", ""],
  ...[" //evil.example", "\t//evil.example", "@evil.example", ":80@evil.example", ".//evil.example"],
  ...["//evil.example\\@jari.test", "//jari.test@evil.example", "//[::1]", "http://jari.test.evil.example/"],
  `/${"a".repeat(3_000)}`,
];

const OWN = [
  ["/", "/"],
  ["/tickets", "/tickets"],
  ["/concerts/spring/line?ended=released", "/concerts/spring/line?ended=released"],
  ["/a/../tickets", "/tickets"],
  ["/tickets?to=//evil.example", "/tickets?to=//evil.example"],
  ["/concerts/봄", "/concerts/%EB%B4%84"],
  ["/／/evil.example", "/%EF%BC%8F/evil.example"], // a full-width slash is a letter of a path
  ["/。/evil.example", "/%E3%80%82/evil.example"],
  ["/tickets\r\nSet-Cookie: a=b", "/ticketsSet-Cookie:%20a=b"],
] as const;

describe("where a visitor goes after signing in", () => {
  test.each(ELSEWHERE)("%j is another site, no path, or too long: the home page", (target) => {
    expect(nextPath(target)).toBe("/");
    expect(sitePath(target)).toBeNull();
  });

  test.each(OWN)("%j is a path of this site: %s", (target, path) => expect(nextPath(target)).toBe(path));

  test.each(["/signin", "/signup?next=/", "/./signin", null, undefined, ["/tickets", "/tickets"]])(
    "%j is no page to go to after signing in",
    (target) => expect(nextPath(target)).toBe("/"),
  );

  test("every combination of dots, slashes and white space stays on this site when it is resolved twice", () => {
    const parts = ["/", "\\", ".", "..", "%2e", "%2f", "%5c", "\t", "\n", "a", "@", ":", "?", "#", "e.example"];
    for (const first of parts)
      for (const second of parts)
        for (const third of parts)
          for (const fourth of parts) {
            const path = nextPath(`/${first}${second}${third}${fourth}`);
            const url = new URL(path, ORIGIN);
            expect(url.origin).toBe(ORIGIN);
            expect(new URL(`${url.pathname}${url.search}`, ORIGIN).href).toBe(url.href);
          }
  });
});
