import type { Page } from "@playwright/test";
import { checkPage } from "./support/accessibility";
import { BASE_URL } from "./support/api";
import { expect, test } from "./support/test";

const VIEWER_BYTES = 1_000_000; // at least: nothing else of ours is nearly as large

/** The largest script a page has loaded so far, in bytes. */
const largestScript = (page: Page) =>
  page.evaluate(() => {
    const loaded = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    return Math.max(...loaded.filter(({ name }) => /\.js(\?|$)/.test(name)).map((script) => script.decodedBodySize));
  });

test("the API reference loads from this origin only, and no other page loads its viewer", async ({
  openPage,
  texts: { t },
}) => {
  const page = await openPage();
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(BASE_URL).origin) foreign.push(request.url());
  });
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  expect(await largestScript(page)).toBeLessThan(VIEWER_BYTES);
  await page
    .getByRole("contentinfo")
    .getByRole("link", { name: t("common.api") })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: t("reference.title") })).toBeVisible();
  const hold = page.locator("#operations-holds-postHolds");
  await hold.getByRole("button", { name: "/api/holds" }).first().click();
  await expect(hold.getByText("SEAT_NOT_AVAILABLE").first()).toBeVisible();
  await expect(hold.getByRole("combobox", { name: `${t("reference.example")} 409` })).toBeVisible();
  expect(await largestScript(page)).toBeGreaterThan(VIEWER_BYTES);
  await checkPage(page);
  expect(foreign.filter((url) => !url.startsWith("data:"))).toEqual([]);
});
