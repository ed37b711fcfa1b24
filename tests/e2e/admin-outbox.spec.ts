import { makeAdmin, makeFan, type TestUser } from "../support/fixtures";
import { startWebhookReceiver } from "../support/webhook-receiver";
import { checkPage } from "./support/accessibility";
import { callApi } from "./support/api";
import { expect, test } from "./support/test";

type Hook = { id: string; url: string };

/** A fan charges a wallet, which is an event for webhooks. */
const charge = async (fan: TestUser) => callApi(fan, "POST", "/api/wallet/charges", { body: { amount: 1_000 } });

test("an admin adds a webhook, tries it, sees it fail, and sends again what was parked", async ({
  openPage,
  browsers,
  texts,
}) => {
  browsers.expectConsoleError(/status of 422/); // an invalid URL
  const { t } = texts;
  let answer = 204;
  const [admin, fan] = [await makeAdmin(), await makeFan()];
  const there = await startWebhookReceiver(({ body }) => (body.includes(fan.id) ? answer : 204)); // other tests' fans charge too
  const page = await openPage(admin);
  await page.goto("/admin/outbox");
  const hook = page
    .getByRole("region", { name: t("outbox.webhooks.title") })
    .getByRole("listitem")
    .filter({ hasText: there.url });
  const form = page.getByRole("form", { name: t("outbox.webhooks.add") });
  const press = (name: string) => hook.getByRole("button", { name, exact: true }).click();
  const answered = (what: number) => hook.getByRole("status").filter({ hasText: String(what) });

  await test.step("it is added, and its secret is shown this once", async () => {
    await form.getByRole("button", { name: t("outbox.webhooks.add") }).click();
    await expect(form.getByLabel(t("outbox.webhooks.url"))).toHaveAccessibleDescription(t("outbox.webhooks.invalid"));
    await checkPage(page);
    await form.getByLabel(t("outbox.webhooks.url")).fill(there.url);
    await form.getByLabel("concert.published").check();
    await form.getByRole("button", { name: t("outbox.webhooks.add") }).click();
    await expect(form.getByText(/whsec_/)).toBeVisible();
    await expect(hook).toBeVisible();
    await page.reload();
    await expect(hook).toBeVisible();
    await expect(page.getByText(/whsec_/)).toBeHidden();
  });

  await test.step("it is tried, and changed to what it should get", async () => {
    await press(t("outbox.webhooks.test"));
    await expect(answered(204)).toBeVisible();
    expect(there.requests.filter(({ body }) => body.includes("jari.test"))).toHaveLength(1);
    await press(t("outbox.webhooks.edit"));
    await hook.getByLabel("concert.published").uncheck();
    await hook.getByLabel("wallet.charged").check();
    await checkPage(page);
    await press(t("outbox.webhooks.save"));
    await expect(hook.getByText("wallet.charged", { exact: true })).toBeVisible();
    await expect(hook.getByRole("button", { name: t("outbox.webhooks.save") })).toBeHidden();
  });

  const [{ id }] = (await callApi<{ webhooks: Hook[] }>(admin, "GET", "/api/admin/webhooks")).webhooks.filter(
    ({ url }) => url === there.url,
  ) as [Hook];
  const sink = `webhook:${id}`;
  const named = new RegExp(`${sink}(?!\\d)`);
  const row = page
    .getByRole("region", { name: t("outbox.sinks.title") })
    .getByRole("listitem")
    .filter({ hasText: named });
  const parked = page
    .getByRole("region", { name: t("outbox.parked.title") })
    .getByRole("listitem")
    .filter({ hasText: named })
    .filter({ hasText: fan.id });

  await test.step("it says that it is gone: switched off, and what it was owed is parked with the reason", async () => {
    answer = 410;
    await charge(fan);
    await expect(parked).toContainText("410: gone");
    await expect(hook).toContainText(t("outbox.webhooks.disabled"));
    await expect(row).toContainText(t("outbox.sinks.off"));
    await checkPage(page);
  });

  await test.step("it is switched on, and gets it when it is sent again", async () => {
    answer = 204;
    await press(t("outbox.webhooks.enable"));
    await expect(row).not.toContainText(t("outbox.sinks.off"));
    await parked.getByRole("button").click();
    await expect(page.getByText(t("outbox.sent", { count: 1 }))).toBeVisible();
    await expect(parked).toBeHidden();
    await press(t("outbox.webhooks.recent"));
    const recent = hook.getByRole("list", { name: t("outbox.webhooks.recent") }).getByRole("listitem");
    await expect(recent.filter({ hasText: "410" })).toHaveCount(1);
    await expect(recent.first()).toContainText("204");
    await expect(recent.filter({ hasText: "jari.test" })).toHaveText([/204/]);
  });

  const mine = () => there.requests.filter(({ body }) => body.includes(fan.id)).length;

  await test.step("all that is parked of it is sent again at once", async () => {
    answer = 410;
    await charge(fan);
    await expect(parked).toHaveCount(1);
    answer = 204;
    await press(t("outbox.webhooks.enable"));
    const had = mine();
    await row.getByRole("button", { name: t("outbox.sinks.againOf", { sink }) }).click();
    await expect(parked).toHaveCount(0);
    await expect(row.getByRole("button")).toHaveCount(0);
    await expect.poll(mine).toBe(had + 1);
  });

  await test.step("or all that is parked of everybody", async () => {
    answer = 410;
    await charge(fan);
    await expect(parked).toHaveCount(1);
    answer = 204;
    await press(t("outbox.webhooks.enable"));
    const had = mine();
    await page.getByRole("button", { name: t("outbox.sinks.againAll"), exact: true }).click();
    await expect(parked).toHaveCount(0);
    await expect.poll(mine).toBe(had + 1);
  });

  await test.step("it is removed, and the history says who did what", async () => {
    page.once("dialog", (dialog) => dialog.accept());
    await press(t("outbox.webhooks.remove"));
    await expect(hook).toHaveCount(0);
    const history = page.getByRole("region", { name: t("outbox.history.title") }).getByRole("listitem");
    const own = history.filter({ hasText: admin.name }).filter({ hasText: there.url });
    await expect(history.filter({ hasText: t("outbox.history.itself") }).filter({ hasText: there.url })).toHaveCount(3);
    await expect(own.first()).toContainText(t("outbox.history.removed"));
    await expect(own.last()).toContainText(t("outbox.history.added"));
  });
  await there.stop();
});
