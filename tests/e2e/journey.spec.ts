import { randomUUID } from "node:crypto";
import { makeFan, PASSWORD } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { joinQueue, leaveQueue } from "./support/api";
import { secondsLeft } from "./support/countdown";
import { createConcert } from "./support/open-concert";
import { chooseSeats, seatOnMap } from "./support/seat-map";
import { expect, test } from "./support/test";

/** Makes the browser's clock an hour fast: by it, every hold would have expired. */
function wrongClock() {
  const { now } = Date;
  Date.now = () => now() + 3_600_000;
}

test("a fan signs up, waits in a full queue, is admitted and books two seats", async ({
  openPage,
  hasTouch,
  texts,
}) => {
  test.slow();
  const { t, money, seat } = texts;
  const concert = await createConcert({ capacity: 1 });
  const [inside, ahead] = [await makeFan(), await makeFan()];
  const insidePlace = await joinQueue(inside, concert);
  const aheadPlace = await joinQueue(ahead, concert);
  const page = await openPage();
  await page.addInitScript(wrongClock);
  const actions: string[] = [];
  page.on("request", (request) => {
    if (request.headers()["next-action"]) actions.push(request.url());
  });

  await test.step("signs up on the way to the queue", async () => {
    await page.goto(`/concerts/${concert.slug}`);
    await page.getByRole("link", { name: t("concerts.action.book") }).click();
    await page
      .getByRole("main")
      .getByRole("link", { name: t("auth.signIn.otherLink") })
      .click();
    await page.getByLabel(t("auth.name"), { exact: true }).fill("Minji");
    await page.getByLabel(t("auth.email")).fill(`minji-${randomUUID()}@jari.test`);
    await page.getByLabel(t("auth.password")).fill(PASSWORD);
    await page.getByRole("button", { name: t("auth.signUp.submit") }).click();
    await expect(page).toHaveURL(`/concerts/${concert.slug}/line`);
    expect(actions).toHaveLength(1);
  });

  await test.step("waits and sees the position change", async () => {
    const sign = page.getByRole("region", { name: t("queue.sign") });
    const bar = sign.getByRole("progressbar", { name: t("queue.progress") });
    const reached = async () => Number(await bar.getAttribute("aria-valuenow"));
    await expect(sign.getByText(t("queue.number", { number: 3 }), { exact: true })).toBeVisible();
    await expect(sign.getByText("2", { exact: true })).toBeVisible();
    await expect(sign.getByText(t("queue.ahead", { ahead: 1 }))).toBeVisible();
    await expect(page).toHaveTitle(t("queue.tab", { position: 2, name: concert.name }));
    await expect(page.getByText(t("queue.kept"))).toBeVisible();
    const before = await reached();
    await checkPage(page);

    await leaveQueue(ahead, concert, aheadPlace);
    await expect(page).toHaveTitle(t("queue.tab", { position: 1, name: concert.name }));
    await expect(sign.getByText(t("queue.next"))).toBeVisible();
    await expect.poll(reached).toBeGreaterThan(before);
  });

  await test.step("is admitted and selects two seats on the map", async () => {
    await leaveQueue(inside, concert, insidePlace);
    await expect(page).toHaveURL(`/concerts/${concert.slug}/seats`);
    await chooseSeats(page, texts, [14, 15], Boolean(hasTouch));
    await checkPage(page);
    await page.getByRole("button", { name: t("seats.hold", { count: 2, total: money(100_000) }) }).click();
    await expect(page).toHaveURL(`/concerts/${concert.slug}/checkout`);
  });

  await test.step("sees the countdown, charges what is missing and pays", async () => {
    const left = () => secondsLeft(page, texts);
    const before = await left();
    expect(before).toBeLessThanOrEqual(300);
    expect(before).toBeGreaterThan(200);
    await expect.poll(left).toBeLessThan(before);
    await expect(page.getByText(seat(14))).toBeVisible();
    await expect(page.getByText(t("checkout.short", { missing: money(100_000) }))).toBeVisible();
    await checkPage(page);
    await page.getByRole("button", { name: t("checkout.charge", { amount: money(100_000) }) }).click();
    await expect(page.getByText(t("checkout.charged", { amount: money(100_000) }))).toBeVisible();
    await page.getByRole("button", { name: t("checkout.pay", { total: money(100_000) }) }).click();
    await expect(page.getByText(t("tickets.justPaid", { count: 2 }))).toBeVisible();
    expect(actions, "holding, charging and paying ask the API").toHaveLength(1);
  });

  await test.step("has the tickets, and no place in the queue any more", async () => {
    const booked = page.getByRole("region", { name: t("tickets.groups.reserved") });
    await expect(booked.getByRole("article")).toHaveCount(2);
    await checkPage(page);
    const place = await page.request.get(`/api/queue?concertId=${concert.id}`);
    expect(await place.json()).toMatchObject({ status: "EXPIRED" });
    await page.goto(`/concerts/${concert.slug}/seats`);
    await expect(page).toHaveURL("/tickets");
  });

  await test.step("another fan sees the seats taken", async () => {
    const other = await openPage(await makeFan());
    await other.goto(`/concerts/${concert.slug}/line`);
    await expect(other).toHaveURL(`/concerts/${concert.slug}/seats`);
    for (const number of [14, 15]) await expect(seatOnMap(other, texts, number, "taken")).toBeDisabled();
    await expect(seatOnMap(other, texts, 16, "free")).toBeEnabled();
  });
});
