import type { Locator } from "@playwright/test";
import { makeFan } from "../support/fixtures";
import { createConcert } from "./support/open-concert";
import { expect, test } from "./support/test";

type Shown = { heading: string; title: string };
declare global {
  interface Window {
    shown: Shown[];
  }
}

/** Records each heading of a page with the title at the first frame that shows it. */
function recordTitles() {
  window.shown = [];
  let last = "";
  const record = () => {
    const heading = document.querySelector("main h1")?.textContent ?? "";
    if (heading === "" || heading === last) return;
    last = heading;
    requestAnimationFrame(() => window.shown.push({ heading, title: document.title }));
  };
  new MutationObserver(record).observe(document, { childList: true, subtree: true });
}

test("a page that a link leads to comes with its title", async ({ openPage, texts: { t } }) => {
  const concert = await createConcert();
  const page = await openPage(await makeFan());
  await page.addInitScript(recordTitles);
  await page.goto(`/concerts/${concert.slug}`);
  const links = page.getByRole("navigation", { name: t("common.nav.label") });
  const open = async (link: Locator, heading: string) => {
    await link.click();
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  };
  await open(links.getByRole("link", { name: t("common.nav.tickets") }), t("tickets.title"));
  await open(links.getByRole("link", { name: t("common.nav.wallet") }), t("wallet.title"));
  await open(page.getByRole("banner").getByRole("link", { name: t("common.nav.home") }), t("concerts.title"));
  await open(page.getByRole("main").getByRole("link", { name: concert.name }).first(), concert.name);
  const shown = async () => new Map((await page.evaluate(() => window.shown)).map((one) => [one.heading, one.title]));
  await expect.poll(async () => [...(await shown()).keys()]).toContain(concert.name);
  const titles = await shown();
  for (const heading of [t("tickets.title"), t("wallet.title"), concert.name])
    expect(titles.get(heading), heading).toContain(heading);
});
