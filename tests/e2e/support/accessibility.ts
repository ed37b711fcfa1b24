import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const NARROWEST_PHONE = { width: 360, height: 740 };
const pageScrollWidth = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

// The pages have no frames, so axe needs no page of its own to put their results together.
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });

async function violations(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${help}\n${html}\n${any.map(({ message }) => message).join("\n")}`),
  );
}

/**
 * Checks the page as it is now: axe finds no violation, in the dark theme no contrast violation, and the page does not scroll
 * sideways at its own width or on the narrowest phone.
 */
export async function checkPage(page: Page): Promise<void> {
  await expect(page).toHaveTitle(/./); // Next streams a page's title behind the page
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect.soft(await violations(axe(page)), `${page.url()} by day`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect.soft(await violations(axe(page).withRules("color-contrast")), `${page.url()} by night`).toEqual([]);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  const own = page.viewportSize() ?? NARROWEST_PHONE;
  for (const size of [own, NARROWEST_PHONE]) {
    await page.setViewportSize(size);
    expect.soft(await pageScrollWidth(page), `${page.url()} at ${size.width} px`).toBeLessThanOrEqual(size.width);
  }
  await page.setViewportSize(own);
}
