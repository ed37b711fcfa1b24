import { makeFan } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { createConcert } from "./support/open-concert";
import { expect, test } from "./support/test";

test("a visitor can read the home page and a concert of each section", async ({ openPage, texts: { t } }) => {
  const page = await openPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: t("concerts.title") })).toBeVisible();
  await checkPage(page);
  for (const section of ["open", "soon", "soldOut"] as const) {
    const concerts = page.getByRole("region", { name: t(`concerts.section.${section}`) }).getByRole("link");
    await concerts.first().click();
    await expect(page.getByRole("heading", { name: t("concerts.concert.prices") })).toBeVisible();
    await checkPage(page);
    await page.getByRole("link", { name: t("concerts.concert.back") }).click();
    await expect(page.getByRole("heading", { level: 1, name: t("concerts.title") })).toBeVisible();
  }
});

test("an unknown URL shows the page for 404", async ({ openPage, browsers, texts: { t } }) => {
  browsers.expectConsoleError(/status of 404/);
  const page = await openPage();
  await page.goto("/concerts/nowhere");
  await expect(page.getByRole("heading", { name: t("common.notFound.title") })).toBeVisible();
  await checkPage(page);
});

test("an empty page and a page for admins say what to do next, the latter with status 403", async ({
  openPage,
  browsers,
  texts: { t },
}) => {
  browsers.expectConsoleError(/status of 403/);
  const page = await openPage(await makeFan());
  await page.goto("/tickets");
  await expect(page.getByText(t("tickets.empty.title"))).toBeVisible();
  await checkPage(page);
  expect((await page.goto("/admin"))?.status()).toBe(403);
  await expect(page.getByText(t("common.forbidden.title"))).toBeVisible();
  await checkPage(page);
});

test("a concert with several dates asks for a date", async ({ openPage, texts: { t } }) => {
  const concert = await createConcert({ dates: 2 });
  const page = await openPage(await makeFan());
  await page.goto(`/concerts/${concert.slug}/line`);
  const dates = page.getByRole("main").getByRole("link", { name: t("seats.left", { left: 50 }) });
  await expect(dates).toHaveCount(2);
  await checkPage(page);
  await dates.first().click();
  await expect(page.getByRole("heading", { level: 1, name: concert.name })).toBeVisible();
  await expect(page.getByRole("link", { name: t("seats.changeDate") })).toBeVisible();
});

test("a waiting room before or after the sale says so", async ({ openPage, texts: { t } }) => {
  const page = await openPage(await makeFan());
  const [soon, over] = [await createConcert({ sells: [1, 2] }), await createConcert({ sells: [-2, -1] })];
  await page.goto(`/concerts/${soon.slug}/line`);
  await expect(page.getByRole("heading", { name: t("queue.notOpen.title") })).toBeVisible();
  await checkPage(page);
  await page.goto(`/concerts/${over.slug}/line`);
  await expect(page.getByRole("heading", { name: t("queue.closed.title") })).toBeVisible();
});
