import { makeFan } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { callApi } from "./support/api";
import { expect, test } from "./support/test";

const PAGE_SIZE = 20; // ledger entries

test("the wallet is charged with a usual or any amount, and explains an invalid one", async ({ openPage, texts }) => {
  const { t, money } = texts;
  const page = await openPage(await makeFan());
  await page.goto("/wallet");
  await checkPage(page);
  await page.getByRole("button", { name: t("wallet.addLabel", { amount: money(10_000) }), exact: true }).click();
  const charged = t("wallet.charged", { amount: money(10_000), balance: money(10_000) });
  await expect(page.getByText(charged)).toBeVisible();

  const amount = page.getByLabel(t("wallet.freeLabel"));
  await amount.fill("10,000,001");
  await page.getByRole("button", { name: t("wallet.freeAction"), exact: true }).click();
  const limits = { min: money(1), max: money(10_000_000) };
  await expect(amount).toHaveAccessibleDescription(new RegExp(t("wallet.amountWrong", limits).replace(/[.]/g, "\\.")));
  await checkPage(page);
  await amount.fill("12,345");
  await page.getByRole("button", { name: t("wallet.freeAction"), exact: true }).click();
  await expect(page.getByText(t("wallet.charged", { amount: money(12_345), balance: money(22_345) }))).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: money(12_345) })).toContainText(money(22_345));
});

test("the ledger shows every entry, a page at a time", async ({ openPage, texts: { t, money } }) => {
  const fan = await makeFan();
  for (let charge = 1; charge <= PAGE_SIZE + 2; charge++) {
    await callApi(fan, "POST", "/api/wallet/charges", { body: { amount: charge } });
  }
  const page = await openPage(fan);
  await page.goto("/wallet");
  const lines = page.getByRole("row").filter({ hasText: t("wallet.type.CHARGE") });
  await expect(lines).toHaveCount(PAGE_SIZE);
  await expect(lines.first()).toContainText(money(PAGE_SIZE + 2));
  await page.getByRole("link", { name: t("wallet.older") }).click();
  await expect(lines).toHaveCount(2);
  await expect(lines.last()).toContainText(money(1));
  await checkPage(page);
  await page.getByRole("link", { name: t("wallet.newest") }).click();
  await expect(lines).toHaveCount(PAGE_SIZE);
});
