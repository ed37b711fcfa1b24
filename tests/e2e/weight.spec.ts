import type { Page } from "@playwright/test";
import { makeFan } from "../support/fixtures";
import { createConcert } from "./support/open-concert";
import { bigHall } from "./support/plan";
import { expect, test } from "./support/test";

const SEATS_KB = 130; // of 1,000 bytes, compressed; npm run bench:pages measures every page

const scriptsKb = (page: Page) =>
  page.evaluate(() => {
    const loaded = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const scripts = loaded.filter(({ name }) => name.endsWith(".js"));
    return scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000;
  });

test("the scripts of the seats page stay within their budget", async ({ openPage }) => {
  const concert = await createConcert({ hall: bigHall(1_000) });
  const page = await openPage(await makeFan());
  await page.goto(`/concerts/${concert.slug}/line`);
  await page.waitForURL(/\/seats$/);
  await page.reload();
  await expect(page.locator(".hall-map")).toBeVisible();
  await expect(page.getByRole("checkbox").first()).toBeVisible();
  const weight = await scriptsKb(page);
  expect(weight).toBeGreaterThan(SEATS_KB / 2);
  expect(weight).toBeLessThanOrEqual(SEATS_KB);
});
