import { describe, expect, test } from "vitest";
import { isSharedPage, renderedPath } from "@/lib/core/shared-pages";

const isShared = (url: string) => {
  const { pathname, searchParams } = new URL(url, "http://here.invalid");
  return isSharedPage(pathname, searchParams);
};

describe("isSharedPage()", () => {
  const concert = "/concerts/winter-light";

  test.each(["/", "/signin", "/signup", "/tickets", "/wallet", "/docs/api", concert])("%s is shared", (path) => {
    expect(isShared(path)).toBe(true);
  });

  test.each(["line", "seats", "checkout"])("so is /concerts/{slug}/%s", (page) => {
    expect(isShared(`${concert}/${page}`)).toBe(true);
  });

  test.each(["/?utm_source=x", "/signin?next=/tickets", "/tickets?before=7&paid=2", `${concert}?js=on`])(
    "%s is, whatever its query says",
    (url) => {
      expect(isShared(url)).toBe(true);
    },
  );

  test.each(["/?js=off", `${concert}/line?ended=time&js=off`, "/signin?js=on&js=off"])("%s is not", (url) => {
    expect(isShared(url)).toBe(false);
  });

  test.each(["/admin", "/admin/concerts/1", "/api/concerts", "/nowhere", "/concerts", `${concert}/opengraph-image`])(
    "%s is none of them",
    (path) => {
      expect(isShared(path)).toBe(false);
    },
  );

  test.each([
    "//",
    `${concert}/`,
    "/concerts/%77inter-light",
    "/Concerts/winter-light",
    "/concerts/a_b",
    "/tickets%2f",
  ])("another spelling is not: %s", (path) => {
    expect(isSharedPage(path, new URLSearchParams())).toBe(false);
  });
});

test("renderedPath() puts the language into the path, and is no address of a shared page", () => {
  expect(renderedPath("/", "ko")).toBe("/shared/ko");
  expect(renderedPath("/concerts/winter-light/line", "en")).toBe("/shared/en/concerts/winter-light/line");
  expect(isShared(renderedPath("/tickets", "ko"))).toBe(false);
});
