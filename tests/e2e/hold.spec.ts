import { makeFan } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { advanceSeconds, resetClock } from "./support/clock";
import { secondsLeft } from "./support/countdown";
import { createConcert } from "./support/open-concert";
import { chooseSeats } from "./support/seat-map";
import { expect, test } from "./support/test";

test.afterEach(resetClock);

test("a fan changes a hold, which keeps its expiry, and releases it", async ({ openPage, hasTouch, texts }) => {
  const { t, money, seat } = texts;
  const concert = await createConcert();
  const page = await openPage(await makeFan());
  await page.goto(`/concerts/${concert.slug}/line`);
  await expect(page).toHaveURL(`/concerts/${concert.slug}/seats`);
  await chooseSeats(page, texts, [14], hasTouch);
  await page.getByRole("button", { name: t("seats.hold", { count: 1, total: money(50_000) }) }).click();
  await expect(page).toHaveURL(`/concerts/${concert.slug}/checkout`);

  await test.step("adding a seat keeps the first seat's expiry", async () => {
    await advanceSeconds(100);
    await page.getByRole("link", { name: t("checkout.change") }).click();
    await chooseSeats(page, texts, [15], hasTouch);
    await expect(page.getByText(t("seats.changeKeeps"))).toBeVisible();
    await checkPage(page);
    await page.getByRole("button", { name: t("seats.change", { count: 2, total: money(100_000) }) }).click();
    await expect(page).toHaveURL(`/concerts/${concert.slug}/checkout`);
    await expect(page.getByText(seat(15))).toBeVisible();
    expect(await secondsLeft(page, texts)).toBeLessThanOrEqual(200);
  });

  await test.step("releasing the seats ends the session and says so", async () => {
    await page.getByRole("button", { name: t("checkout.release.ask") }).click();
    await page.getByRole("button", { name: t("checkout.release.yes"), exact: true }).click();
    await expect(page.getByRole("heading", { name: t("queue.over.title") })).toBeVisible();
    await expect(page.getByText(t("queue.over.released"))).toBeVisible();
    await checkPage(page);
    await page.getByRole("button", { name: t("queue.rejoin") }).click();
    await expect(page).toHaveURL(`/concerts/${concert.slug}/seats`);
  });
});
