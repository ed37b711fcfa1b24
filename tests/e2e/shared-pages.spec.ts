import type { Page } from "@playwright/test";
import { makeFan } from "../support/fixtures";
import { createConcert } from "./support/open-concert";
import { expect, test } from "./support/test";

const CLS_MAX = 0.02;

declare global {
  interface Window {
    watched: { shift: number; flashed: boolean };
  }
}

/** Sums what moves in the page, and notes whether the header ever offers to sign in. */
function watchPage(): void {
  const watched = { shift: 0, flashed: false };
  Object.assign(window, { watched });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.shift += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
  const look = () => {
    const link = document.querySelector("header .for-strangers");
    watched.flashed ||= link?.checkVisibility({ visibilityProperty: true }) === true;
    requestAnimationFrame(look);
  };
  look();
}

const watched = (page: Page) => page.evaluate(() => window.watched);

test("a page stands before it knows its visitor; then nothing moves and nothing wrong flashes", async ({
  openPage,
}) => {
  const [fan, concert] = [await makeFan(), await createConcert({ sells: [1, 2] })];
  const page = await openPage(fan);
  await page.addInitScript(watchPage);
  for (const path of ["/", `/concerts/${concert.slug}`, `/concerts/${concert.slug}/line`, "/tickets", "/wallet"]) {
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("data-visitor", "fan");
    const { shift, flashed } = await watched(page);
    expect(flashed, path).toBe(false);
    expect(shift, path).toBeLessThanOrEqual(CLS_MAX);
  }
});

test("two people at one server each see their own name and nobody else's", async ({ openPage, texts: { t } }) => {
  const fans = [await makeFan(), await makeFan()];
  const pages = await Promise.all(fans.map((fan) => openPage(fan)));
  for (const path of ["/", "/wallet", "/tickets"])
    await Promise.all(
      pages.map(async (page, at) => {
        await page.goto(path);
        const text = () => page.locator("#menu").evaluate((menu) => menu.textContent);
        await expect.poll(text).toContain(fans[at]?.email);
        expect(await page.content()).not.toContain(fans[1 - at]?.email);
      }),
    );
  const stranger = await openPage();
  await stranger.goto("/");
  await expect(stranger.getByRole("banner").getByRole("link", { name: t("common.nav.signIn") })).toBeVisible();
  for (const { email } of fans) expect(await stranger.content()).not.toContain(email);
});
