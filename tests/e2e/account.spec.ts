import type { Page } from "@playwright/test";
import { ERRORS, PASSWORD_WEAKNESSES } from "@/lib/core/errors";
import { LOCALES } from "@/lib/core/locales";
import { makeFan, PASSWORD } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { expect, test } from "./support/test";

const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test("signing in returns to the requested page, and signing out ends the session", async ({
  openPage,
  texts: { t, locale },
}) => {
  const fan = await makeFan();
  const page = await openPage();
  await page.goto("/wallet");
  await expect(page).toHaveURL("/signin?next=/wallet");
  const signIn = page.getByRole("main").getByRole("button", { name: t("auth.signIn.submit"), exact: true });

  await page.getByLabel(t("auth.email")).fill(fan.email);
  await page.getByLabel(t("auth.password")).fill(`${PASSWORD}?`);
  await signIn.click();
  await expect(page.getByText(ERRORS.BAD_CREDENTIALS[locale])).toBeVisible();
  await expect(page.getByLabel(t("auth.email"))).toHaveValue(fan.email);
  await checkPage(page);

  await page.getByLabel(t("auth.password")).fill(PASSWORD);
  await signIn.click();
  await expect(page).toHaveURL("/wallet");
  await expect(page.getByRole("heading", { level: 1, name: t("wallet.title") })).toBeVisible();

  await page.getByRole("button", { name: fan.name }).click();
  await page.getByRole("button", { name: t("common.nav.signOut") }).click();
  await expect(page.getByRole("banner").getByRole("link", { name: t("common.nav.signIn") })).toBeVisible();
  await page.goto("/wallet");
  await expect(page).toHaveURL("/signin?next=/wallet");
});

test("signing up with a weak password or a used email shows the error", async ({ openPage, texts: { t, locale } }) => {
  const page = await openPage();
  await page.goto("/signup");
  await checkPage(page);
  const submit = page.getByRole("button", { name: t("auth.signUp.submit") });
  await page.getByLabel(t("auth.name"), { exact: true }).fill("Minji");
  await page.getByLabel(t("auth.email")).fill((await makeFan()).email);
  await page.getByLabel(t("auth.password")).fill("password1");
  await submit.click();
  await expect(page.getByText(PASSWORD_WEAKNESSES.COMMON[locale])).toBeVisible();
  await checkPage(page);
  await page.getByLabel(t("auth.password")).fill(PASSWORD);
  await submit.click();
  await expect(page.getByText(ERRORS.EMAIL_TAKEN[locale])).toBeVisible();
  await expect(page).toHaveURL("/signup");
});

test("the language chosen in the menu survives a reload", async ({ openPage, texts: { t, locale } }) => {
  const page = await openPage();
  await page.goto("/signin");
  await expect(page.locator("html")).toHaveAttribute("lang", locale);
  const other = locale === "ko" ? "en" : "ko";
  await page.getByRole("button", { name: t("common.nav.menu") }).click();
  await page.getByRole("button", { name: LOCALES[other].name }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", other);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", other);
  await expect(page.getByRole("heading", { level: 1, name: t("auth.signIn.title"), exact: true })).toBeHidden();
});

test("the theme chosen in the menu survives a reload", async ({ openPage, texts: { t } }) => {
  const page = await openPage();
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/signin");
  const day = await ground(page);
  await page.getByRole("button", { name: t("common.nav.menu") }).click();
  await page.getByRole("button", { name: t("common.theme.dark"), exact: true }).click();
  await expect.poll(() => ground(page)).not.toBe(day);
  const night = await ground(page);
  await page.reload();
  expect(await ground(page)).toBe(night);
  await page.getByRole("button", { name: t("common.nav.menu") }).click();
  await checkPage(page);
  await page.getByRole("button", { name: t("common.theme.system"), exact: true }).click();
  await expect.poll(() => ground(page)).toBe(day);
});
