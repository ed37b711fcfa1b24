import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { type ErrorTexts, ErrorTextsProvider } from "@/components/shell/error-texts";
import { ErrorView } from "@/components/shell/error-view";
import { FAILURE_TEXTS } from "@/lib/core/locales";

const view = createElement(ErrorView, { retry: () => {} });

test("an error page says in its segment's words what is safe and where to go next", () => {
  const texts: ErrorTexts = { text: "Your balance is safe.", back: { href: "/wallet", label: "Back to the wallet" } };
  const html = renderToStaticMarkup(createElement(ErrorTextsProvider, { texts }, view));
  expect(html).toContain("Your balance is safe.");
  expect(html).toMatch(/<a href="\/wallet"[^>]*>Back to the wallet<\/a>/);
});

test("an error page without a segment's words has words of its own", () => {
  const html = renderToStaticMarkup(view);
  expect(html).toContain(FAILURE_TEXTS.ko.text);
  expect(html).toContain(FAILURE_TEXTS.ko.retry);
  expect(html).toMatch(/<a href="\/"/);
});
