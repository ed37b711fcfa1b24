import type { Page } from "@playwright/test";
import { makeFan } from "../support/fixtures";
import { bigHall } from "./support/plan";
import { openStage } from "./support/stage";
import { expect, test } from "./support/test";

const SEATS_KB = 130; // of 1,000 bytes, packed; npm run bench:pages measures every page

const scriptsKb = (page: Page) =>
  page.evaluate(() => {
    const loaded = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const scripts = loaded.filter(({ name }) => name.endsWith(".js"));
    return scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000;
  });

test("the page of seats keeps within what a phone should have to fetch", async ({ arrive }) => {
  const stage = await openStage({ hall: bigHall(1_000) });
  const page = await arrive(await makeFan());
  await page.goto(`/concerts/${stage.slug}/line`);
  await page.waitForURL(/\/seats$/);
  await page.reload();
  await expect(page.locator(".hall-map")).toBeVisible();
  await expect(page.getByRole("checkbox").first()).toBeVisible();
  const weight = await scriptsKb(page);
  expect(weight).toBeGreaterThan(SEATS_KB / 2);
  expect(weight).toBeLessThanOrEqual(SEATS_KB);
});

test("a page comes with its title, also on the way from another", async ({ arrive, words: { t } }) => {
  const page = await arrive(await makeFan());
  await page.goto("/wallet");
  const title = page.evaluate(
    (heading) =>
      new Promise<string>((resolve) => {
        new MutationObserver(() => {
          if (document.querySelector("h1")?.textContent === heading) resolve(document.title);
        }).observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    t("tickets.title"),
  );
  await page
    .getByRole("navigation")
    .getByRole("link", { name: t("common.nav.tickets"), exact: true })
    .click();
  expect(await title).toContain(t("tickets.title"));
});
