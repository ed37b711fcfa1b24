import { makeFan } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { advanceSeconds, resetClock } from "./support/clock";
import { createConcert } from "./support/open-concert";
import { chooseSeats, seatOnMap } from "./support/seat-map";
import { expect, test } from "./support/test";

const HOLD_SECONDS = 300;

test.afterEach(resetClock);

test("an expired hold is free for other fans, and can't be paid any more", async ({
  openPage,
  browsers,
  hasTouch,
  texts,
}) => {
  browsers.expectConsoleError(/ 4(00|09) .*\/api\/payments/); // 400 once the sweep has ended the place as well
  const { t, money } = texts;
  const concert = await createConcert();
  const idle = await openPage(await makeFan({ balance: 50_000 }));
  const other = await openPage(await makeFan());
  for (const page of [idle, other]) {
    await page.goto(`/concerts/${concert.slug}/line`);
    await expect(page).toHaveURL(`/concerts/${concert.slug}/seats`);
  }
  await chooseSeats(idle, texts, [14], hasTouch);
  await idle.getByRole("button", { name: t("seats.hold", { count: 1, total: money(50_000) }) }).click();
  const pay = idle.getByRole("button", { name: t("checkout.pay", { total: money(50_000) }) });
  await expect(pay).toBeEnabled();
  await expect(seatOnMap(other, texts, 14, "held")).toBeDisabled();

  await advanceSeconds(HOLD_SECONDS + 1);
  await expect(seatOnMap(other, texts, 14, "free")).toBeEnabled();
  await pay.click();
  const expired = idle.getByRole("alert").filter({ has: idle.getByRole("heading") });
  await expect(expired).toContainText(t("checkout.holdExpired.text", { minutes: 5 }));
  await checkPage(idle);
  const wallet = await idle.request.get("/api/wallet");
  expect(await wallet.json()).toMatchObject({ balance: 50_000 });
  await idle.reload();
  await expect(idle.getByText(t("checkout.holdExpired.text", { minutes: 5 }))).toBeVisible();
  await chooseSeats(other, texts, [14], hasTouch);
});
