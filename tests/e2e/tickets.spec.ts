import { makeFan } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { buySeats, holdSeats } from "./support/api";
import { createConcert } from "./support/open-concert";
import { expect, test } from "./support/test";

test("a booked ticket is refunded and a held seat released", async ({ openPage, texts: { t, money } }) => {
  const fan = await makeFan({ balance: 100_000 });
  const [bought, held] = [await createConcert(), await createConcert()];
  await buySeats(fan, bought, [14, 15]);
  await holdSeats(fan, held, [21]);
  const page = await openPage(fan);
  await page.goto("/tickets");
  const booked = page.getByRole("region", { name: t("tickets.groups.reserved") });
  const waiting = page.getByRole("region", { name: t("tickets.groups.held") });
  const canceled = page.getByRole("region", { name: t("tickets.groups.canceled") });
  await expect(booked.getByRole("article")).toHaveCount(2);

  const seat = booked.getByRole("article").filter({ hasText: bought.name }).first();
  await seat.getByRole("button", { name: t("tickets.refund.ask") }).click();
  await expect(seat.getByRole("alert")).toContainText(t("tickets.refund.text", { price: money(50_000) }));
  await checkPage(page);
  await seat.getByRole("button", { name: t("tickets.refund.yes", { price: money(50_000) }) }).click();
  await expect(page.getByText(t("tickets.refund.done", { price: money(50_000) }))).toBeVisible();
  await expect(booked.getByRole("article")).toHaveCount(1);
  await expect(canceled.getByRole("listitem")).toContainText([t("tickets.state.refunded")]);

  await waiting.getByRole("button", { name: t("tickets.release.ask"), exact: true }).click();
  await waiting
    .getByRole("alert")
    .getByRole("button", { name: t("tickets.release.yes"), exact: true })
    .click();
  await expect(waiting).toBeHidden();
  await expect(canceled.getByRole("listitem").filter({ hasText: held.name })).toContainText(
    t("tickets.state.canceled"),
  );

  const wallet = await page.request.get("/api/wallet");
  expect(await wallet.json()).toMatchObject({ balance: 50_000 });
  const seats = await holdSeats(await makeFan(), held, [21]); // another fan can have it
  expect(seats.reservations).toHaveLength(1);
});
