import type { Page } from "@playwright/test";
import { makeFan, PASSWORD } from "../support/fixtures";
import { createConcert } from "./support/open-concert";
import { expect, test } from "./support/test";

/** Opens a page, which leads to its forms because no script runs. */
async function openForms(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForURL(/js=off/);
}

/** Presses a button of a step that asks first. */
async function pressTwice(page: Page, [ask, confirm]: [string, string]): Promise<void> {
  await page.getByText(ask, { exact: true }).filter({ visible: true }).first().click();
  await page.getByRole("button", { name: confirm, exact: true }).click();
}

test("without JavaScript a fan charges, pays, refunds and releases by forms", async ({ openPage, texts }) => {
  const { t, money } = texts;
  const concert = await createConcert();
  const page = await openPage(await makeFan(), { javaScriptEnabled: false });
  const { request } = page;
  const hold = async () => {
    const headers = { "sec-fetch-site": "same-origin" };
    expect((await request.post("/api/queue", { headers, data: { concertId: concert.id } })).ok()).toBe(true);
    const data = { scheduleId: concert.scheduleId, seatNumbers: [14] };
    expect((await request.post("/api/holds", { headers, data })).ok()).toBe(true);
  };

  await test.step("charges what is missing and pays", async () => {
    await hold();
    await openForms(page, `/concerts/${concert.slug}/checkout`);
    await page.getByRole("button", { name: t("checkout.charge", { amount: money(50_000) }) }).click();
    await page.getByRole("button", { name: t("checkout.pay", { total: money(50_000) }) }).click();
    await expect(page.getByText(t("tickets.justPaid", { count: 1 }))).toBeVisible();
  });

  await test.step("refunds the ticket", async () => {
    await pressTwice(page, [t("tickets.refund.ask"), t("tickets.refund.yes", { price: money(50_000) })]);
    await expect(page.getByText(t("tickets.refund.done", { price: money(50_000) }))).toBeVisible();
  });

  await test.step("charges the wallet twice, and by a form sent twice once", async () => {
    await openForms(page, "/wallet");
    await page.getByRole("button", { name: t("wallet.addLabel", { amount: money(10_000) }), exact: true }).click();
    await expect(page.getByText(money(60_000)).first()).toBeVisible();
    await page.getByLabel(t("wallet.freeLabel")).fill("12,345");
    await page.getByRole("button", { name: t("wallet.freeAction"), exact: true }).click();
    await expect(page.getByText(money(72_345)).first()).toBeVisible();
    await page.reload();
    await expect(page.getByText(money(72_345)).first()).toBeVisible();
    await page.getByLabel(t("wallet.freeLabel")).fill("a lot");
    await page.getByRole("button", { name: t("wallet.freeAction"), exact: true }).click();
    const limits = { min: money(1), max: money(10_000_000) };
    await expect(page.getByText(t("wallet.amountWrong", limits))).toBeVisible();
  });

  await test.step("releases held seats", async () => {
    await hold();
    await openForms(page, `/concerts/${concert.slug}/checkout`);
    await pressTwice(page, [t("checkout.release.ask"), t("checkout.release.yes")]);
    await expect(page).toHaveURL(`/concerts/${concert.slug}/line?ended=released&js=off`);
  });
});

test("without JavaScript a stranger signs in, joins the line and holds seats by forms", async ({ openPage, texts }) => {
  const { t, money } = texts;
  const [concert, fan] = [await createConcert(), await makeFan()];
  const page = await openPage(undefined, { javaScriptEnabled: false });
  await openForms(page, `/concerts/${concert.slug}`);
  await page.getByRole("link", { name: t("concerts.action.book"), exact: true }).click();
  await page.waitForURL(/\/signin\?next=.*&js=off$/);
  await page.getByLabel(t("auth.email")).fill(fan.email);
  await page.getByLabel(t("auth.password")).fill(PASSWORD);
  await page
    .getByRole("main")
    .getByRole("button", { name: t("auth.signIn.submit"), exact: true })
    .click();
  await expect(page.getByRole("button", { name: t("queue.join") })).toBeVisible();
  await page.getByRole("button", { name: t("queue.join") }).click();
  await page.waitForURL(/\/seats\?js=off$/);
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: t("seats.checkout") }).click();
  await expect(page.getByText(t("checkout.short", { missing: money(50_000) }))).toBeVisible();
});
