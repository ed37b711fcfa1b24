import type { Locator, Page } from "@playwright/test";
import { makeFan } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { seatLabel } from "./support/messages";
import { createConcert } from "./support/open-concert";
import { seatOnMap } from "./support/seat-map";
import { expect, test } from "./support/test";

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses Tab until the focus has come to `target`. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if (await isFocused(target)) return;
  }
  await expect(target).toBeFocused();
}

test("a keyboard is enough to choose a seat in the map and hold it", async ({ arrive, words }) => {
  const { t, money } = words;
  const stage = await createConcert();
  const page = await arrive(await makeFan());
  await page.goto(`/concerts/${stage.slug}/line`);
  await expect(page).toHaveURL(`/concerts/${stage.slug}/seats`);

  await tabTo(page, seatOnMap(page, words, 1, "free"));
  await page.keyboard.press("ArrowRight");
  await expect(seatOnMap(page, words, 2, "free")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(seatOnMap(page, words, 2, "chosen")).toBeChecked();
  await expect(seatOnMap(page, words, 2, "chosen")).toBeFocused();

  await tabTo(page, page.getByRole("button", { name: t("seats.hold", { count: 1, total: money(50_000) }) }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/concerts/${stage.slug}/checkout`);
});

test("a keyboard is enough to choose a seat in the list and hold it", async ({ arrive, words }) => {
  const { t, money } = words;
  const stage = await createConcert();
  const page = await arrive(await makeFan());
  await page.goto(`/concerts/${stage.slug}/line`);

  await tabTo(page, page.getByRole("button", { name: t("seats.list"), exact: true }));
  await page.keyboard.press("Enter");
  const free = page.getByRole("button", { name: seatLabel(words, 22, "free"), exact: true });
  await tabTo(page, free);
  await page.keyboard.press("Space");
  const chosen = page.getByRole("button", { name: seatLabel(words, 22, "chosen"), exact: true });
  await expect(chosen).toHaveAttribute("aria-pressed", "true");
  await checkPage(page);

  await tabTo(page, page.getByRole("button", { name: t("seats.hold", { count: 1, total: money(30_000) }) }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/concerts/${stage.slug}/checkout`);
});

test("the first Tab leads past the header", async ({ arrive, words: { t } }) => {
  const page = await arrive();
  await page.goto("/signin");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: t("common.skip") })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
