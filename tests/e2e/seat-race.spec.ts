import { makeFan } from "../support/fixtures";
import { createConcert } from "./support/open-concert";
import { chooseSeats, seatOnMap } from "./support/seat-map";
import { expect, test } from "./support/test";

test("a fan who loses a race for a seat sees which one was taken and keeps the rest", async ({
  openPage,
  browsers,
  hasTouch,
  texts,
}) => {
  browsers.expectConsoleError(/ERR_FAILED.*\/api\/seats\/stream/);
  browsers.expectConsoleError(/ 409 .*\/api\/holds/);
  const { t, money, seat } = texts;
  const concert = await createConcert();
  const [winner, loser] = [await openPage(await makeFan()), await openPage(await makeFan())];
  // The loser's map gets no update after the first, so only the failed hold can say what was taken.
  await loser.route("**/api/seats/stream?*", (route) => route.abort());
  let requests = 0;
  await loser.route("**/api/seats?*", (route) => (requests++ === 0 ? route.continue() : undefined));
  for (const page of [winner, loser]) {
    await page.goto(`/concerts/${concert.slug}/line`);
    await expect(page).toHaveURL(`/concerts/${concert.slug}/seats`);
  }
  await chooseSeats(loser, texts, [14, 15], hasTouch);
  await chooseSeats(winner, texts, [15, 16], hasTouch);

  const both = { count: 2, total: money(100_000) };
  await winner.getByRole("button", { name: t("seats.hold", both) }).click();
  await expect(winner).toHaveURL(`/concerts/${concert.slug}/checkout`);
  await loser.getByRole("button", { name: t("seats.hold", both) }).click();
  await expect(loser.getByText(t("seats.gone", { seats: seat(15) }))).toBeVisible();
  await expect(seatOnMap(loser, texts, 14, "chosen")).toBeChecked();

  await loser.getByRole("button", { name: t("seats.hold", { count: 1, total: money(50_000) }) }).click();
  await expect(loser).toHaveURL(`/concerts/${concert.slug}/checkout`);
  await expect(loser.getByText(seat(14))).toBeVisible();
  await expect(loser.getByText(seat(15))).toBeHidden();
});
