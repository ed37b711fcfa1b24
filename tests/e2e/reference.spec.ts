import { inspect } from "./support/inspect";
import { expect, test } from "./support/test";

test("the contract can be read as a page, from our own origin", async ({ arrive, words: { t } }) => {
  const page = await arrive();
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(page.url()).origin) foreign.push(request.url());
  });
  await page.goto("/");
  await page
    .getByRole("contentinfo")
    .getByRole("link", { name: t("common.api") })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: t("reference.title") })).toBeVisible();
  const hold = page.locator("#operations-holds-postHolds");
  await hold.getByRole("button", { name: "/api/holds" }).first().click();
  await expect(hold.getByText("SEAT_NOT_AVAILABLE").first()).toBeVisible();
  await expect(hold.getByRole("combobox", { name: `${t("reference.example")} 409` })).toBeVisible();
  await inspect(page);
  expect(foreign.filter((url) => !url.startsWith("data:"))).toEqual([]);
});
