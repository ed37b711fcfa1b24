import type { Locator, Page } from "@playwright/test";
import { makeFan } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { seatLabel } from "./support/messages";
import { createConcert } from "./support/open-concert";
import { seatOnMap } from "./support/seat-map";
import { expect, test } from "./support/test";

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if (await isFocused(target)) return;
  }
  await expect(target).toBeFocused();
}

test("a seat can be selected on the map and held with the keyboard alone", async ({ openPage, texts }) => {
  const { t, money } = texts;
  const concert = await createConcert();
  const page = await openPage(await makeFan());
  await page.goto(`/concerts/${concert.slug}/line`);
  await expect(page).toHaveURL(`/concerts/${concert.slug}/seats`);

  await tabTo(page, seatOnMap(page, texts, 1, "free"));
  await page.keyboard.press("ArrowRight");
  await expect(seatOnMap(page, texts, 2, "free")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(seatOnMap(page, texts, 2, "chosen")).toBeChecked();
  await expect(seatOnMap(page, texts, 2, "chosen")).toBeFocused();

  await tabTo(page, page.getByRole("button", { name: t("seats.hold", { count: 1, total: money(50_000) }) }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/concerts/${concert.slug}/checkout`);
});

test("a seat can be selected in the list and held with the keyboard alone", async ({ openPage, texts }) => {
  const { t, money } = texts;
  const concert = await createConcert();
  const page = await openPage(await makeFan());
  await page.goto(`/concerts/${concert.slug}/line`);

  await tabTo(page, page.getByRole("button", { name: t("seats.list"), exact: true }));
  await page.keyboard.press("Enter");
  const free = page.getByRole("button", { name: seatLabel(texts, 22, "free"), exact: true });
  await tabTo(page, free);
  await page.keyboard.press("Space");
  const chosen = page.getByRole("button", { name: seatLabel(texts, 22, "chosen"), exact: true });
  await expect(chosen).toHaveAttribute("aria-pressed", "true");
  await checkPage(page);

  await tabTo(page, page.getByRole("button", { name: t("seats.hold", { count: 1, total: money(30_000) }) }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/concerts/${concert.slug}/checkout`);
});

test("the first Tab stop is a link that skips the header", async ({ openPage, texts: { t } }) => {
  const page = await openPage();
  await page.goto("/signin");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: t("common.skip") })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
