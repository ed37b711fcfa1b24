import { makeAdmin } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { expect, test } from "./support/test";

test("an admin runs an audit and sees the result of every check", async ({ openPage, texts: { t } }) => {
  const page = await openPage(await makeAdmin());
  await page.goto("/admin");
  await page.getByRole("link", { name: t("admin.list.books"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: t("audit.title") })).toBeVisible();
  await page.getByRole("button", { name: t("audit.now") }).click();
  await expect(page.getByText(t("audit.clean")).first()).toBeVisible();
  await page.getByRole("button", { name: t("audit.now") }).click(); // there is an earlier one then
  await expect(page.getByRole("row", { name: t("audit.check.oneLiveReservation") })).toContainText("0");
  await expect(page.getByRole("heading", { name: t("audit.earlier") })).toBeVisible();
  await checkPage(page);
});
