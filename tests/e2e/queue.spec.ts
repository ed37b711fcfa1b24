import type { Page } from "@playwright/test";
import { makeFan } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { joinQueue } from "./support/api";
import { createConcert } from "./support/open-concert";
import { expect, test } from "./support/test";

/** The waiting room of a fan with number 3 at position 2, behind an admitted fan and a waiting one. */
async function waitInQueue(openPage: (user: Awaited<ReturnType<typeof makeFan>>) => Promise<Page>) {
  const concert = await createConcert({ capacity: 1 });
  for (const fan of [await makeFan(), await makeFan()]) await joinQueue(fan, concert);
  const page = await openPage(await makeFan());
  await page.goto(`/concerts/${concert.slug}/line`);
  return { concert, page };
}

test("a reload, the Back button and a second tab keep the place in the queue", async ({ openPage, texts: { t } }) => {
  const { concert, page } = await waitInQueue(openPage);
  const title = t("queue.tab", { position: 2, name: concert.name });
  await expect(page).toHaveTitle(title);
  await expect(page.getByText(t("queue.number", { number: 3 }), { exact: true })).toBeVisible();
  await joinQueue(await makeFan(), concert); // a lost place would now be behind this fan

  await page.reload();
  await expect(page).toHaveTitle(title);

  await page.getByRole("link", { name: concert.name }).click();
  await expect(page.getByRole("link", { name: t("concerts.action.book") })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveTitle(title);

  const tab = await page.context().newPage();
  await tab.goto(`/concerts/${concert.slug}/line`);
  await expect(tab).toHaveTitle(title);
  await expect(tab.getByText(t("queue.number", { number: 3 }), { exact: true })).toBeVisible();
});

test("a lost connection keeps the place and recovers by itself", async ({ openPage, browsers, texts: { t } }) => {
  browsers.expectConsoleError(/ERR_INTERNET_DISCONNECTED/);
  const { concert, page } = await waitInQueue(openPage);
  const title = t("queue.tab", { position: 2, name: concert.name });
  await expect(page).toHaveTitle(title);

  await page.context().setOffline(true);
  await expect(page.getByText(t("queue.offline"))).toBeVisible();
  await expect(page).toHaveTitle(title);
  await checkPage(page);

  await page.context().setOffline(false);
  await expect(page.getByText(t("queue.offline"))).toBeHidden();
  await expect(page.getByText(t("queue.say.back", { position: 2 }))).toBeAttached();
  await expect(page.getByText(t("queue.number", { number: 3 }), { exact: true })).toBeVisible();
});

test("leaving the queue needs a confirmation, and joining again gives a new number", async ({
  openPage,
  texts: { t },
}) => {
  const { concert, page } = await waitInQueue(openPage);
  await page.getByRole("button", { name: t("queue.leave.ask") }).click();
  const question = page.getByRole("alert").filter({ hasText: t("queue.leave.title") });
  await expect(question).toContainText(t("queue.leave.text", { position: 2 }));
  await checkPage(page);
  await question.getByRole("button", { name: t("queue.leave.no") }).click();
  await expect(page.getByRole("button", { name: t("queue.leave.ask") })).toBeFocused();

  await page.getByRole("button", { name: t("queue.leave.ask") }).click();
  await question.getByRole("button", { name: t("queue.leave.yes") }).click();
  await expect(page.getByRole("heading", { name: t("queue.left.title") })).toBeFocused();
  await checkPage(page);
  await page.getByRole("button", { name: t("queue.rejoin") }).click();
  await expect(page).toHaveTitle(t("queue.tab", { position: 2, name: concert.name }));
  await expect(page.getByText(t("queue.number", { number: 4 }), { exact: true })).toBeVisible();
});
