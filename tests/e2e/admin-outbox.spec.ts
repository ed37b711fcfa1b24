import { makeAdmin, makeFan, type TestUser } from "../support/fixtures";
import { startWebhookReceiver } from "../support/webhook-receiver";
import { checkPage } from "./support/accessibility";
import { callApi } from "./support/api";
import { expect, test } from "./support/test";

type Webhook = { id: string; url: string };

/** A fan charges a wallet, which is an event for webhooks. */
const charge = async (fan: TestUser) => callApi(fan, "POST", "/api/wallet/charges", { body: { amount: 1_000 } });

test("an admin adds, tests, edits and removes a webhook, and delivers its parked events again", async ({
  openPage,
  browsers,
  texts,
}) => {
  browsers.expectConsoleError(/status of 422/); // an invalid URL
  const { t } = texts;
  let status = 204;
  const [admin, fan] = [await makeAdmin(), await makeFan()];
  const receiver = await startWebhookReceiver(({ body }) => (body.includes(fan.id) ? status : 204)); // other tests' fans charge too
  const page = await openPage(admin);
  await page.goto("/admin/outbox");
  const webhook = page
    .getByRole("region", { name: t("outbox.webhooks.title") })
    .getByRole("listitem")
    .filter({ hasText: receiver.url });
  const form = page.getByRole("form", { name: t("outbox.webhooks.add") });
  const press = (name: string) => webhook.getByRole("button", { name, exact: true }).click();
  const attemptWith = (what: number) => webhook.getByRole("status").filter({ hasText: String(what) });

  await test.step("adding shows the secret once", async () => {
    await form.getByRole("button", { name: t("outbox.webhooks.add") }).click();
    await expect(form.getByLabel(t("outbox.webhooks.url"))).toHaveAccessibleDescription(t("outbox.webhooks.invalid"));
    await checkPage(page);
    await form.getByLabel(t("outbox.webhooks.url")).fill(receiver.url);
    await form.getByLabel("concert.published").check();
    await form.getByRole("button", { name: t("outbox.webhooks.add") }).click();
    await expect(form.getByText(/whsec_/)).toBeVisible();
    await expect(webhook).toBeVisible();
    await page.reload();
    await expect(webhook).toBeVisible();
    await expect(page.getByText(/whsec_/)).toBeHidden();
  });

  await test.step("a test request is delivered, and the event types can be changed", async () => {
    await press(t("outbox.webhooks.test"));
    await expect(attemptWith(204)).toBeVisible();
    expect(receiver.requests.filter(({ body }) => body.includes("jari.test"))).toHaveLength(1);
    await press(t("outbox.webhooks.edit"));
    await webhook.getByLabel("concert.published").uncheck();
    await webhook.getByLabel("wallet.charged").check();
    await checkPage(page);
    await press(t("outbox.webhooks.save"));
    await expect(webhook.getByRole("button", { name: t("outbox.webhooks.save") })).toBeHidden();
    await expect(webhook.getByText("wallet.charged", { exact: true })).toBeVisible();
  });

  const [{ id }] = (await callApi<{ webhooks: Webhook[] }>(admin, "GET", "/api/admin/webhooks")).webhooks.filter(
    ({ url }) => url === receiver.url,
  ) as [Webhook];
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

  await test.step("a webhook that answers 410 is disabled, and its events are parked with the reason", async () => {
    status = 410;
    await charge(fan);
    await expect(parked).toContainText("410: gone");
    await expect(webhook).toContainText(t("outbox.webhooks.disabled"));
    await expect(row).toContainText(t("outbox.sinks.off"));
    await checkPage(page);
  });

  await test.step("after enabling it, a parked event can be delivered again", async () => {
    status = 204;
    await press(t("outbox.webhooks.enable"));
    await expect(row).not.toContainText(t("outbox.sinks.off"));
    await parked.getByRole("button").click();
    await expect(page.getByText(t("outbox.sent", { count: 1 }))).toBeVisible();
    await expect(parked).toBeHidden();
    await press(t("outbox.webhooks.recent"));
    const recent = webhook.getByRole("list", { name: t("outbox.webhooks.recent") }).getByRole("listitem");
    await expect(recent.filter({ hasText: "410" })).toHaveCount(1);
    await expect(recent.first()).toContainText("204");
    await expect(recent.filter({ hasText: "jari.test" })).toHaveText([/204/]);
  });

  const mine = () => receiver.requests.filter(({ body }) => body.includes(fan.id)).length;

  await test.step("all parked events of one sink can be delivered again", async () => {
    status = 410;
    await charge(fan);
    await expect(parked).toHaveCount(1);
    status = 204;
    await press(t("outbox.webhooks.enable"));
    const had = mine();
    await row.getByRole("button", { name: t("outbox.sinks.againOf", { sink }) }).click();
    await expect(parked).toHaveCount(0);
    await expect(row.getByRole("button")).toHaveCount(0);
    await expect.poll(mine).toBe(had + 1);
  });

  await test.step("all parked events of every sink can be delivered again", async () => {
    status = 410;
    await charge(fan);
    await expect(parked).toHaveCount(1);
    status = 204;
    await press(t("outbox.webhooks.enable"));
    const had = mine();
    await page.getByRole("button", { name: t("outbox.sinks.againAll"), exact: true }).click();
    await expect(parked).toHaveCount(0);
    await expect.poll(mine).toBe(had + 1);
  });

  await test.step("removing it stays in the history with the admin's name", async () => {
    page.once("dialog", (dialog) => dialog.accept());
    await press(t("outbox.webhooks.remove"));
    await expect(webhook).toHaveCount(0);
    const history = page.getByRole("region", { name: t("outbox.history.title") }).getByRole("listitem");
    const own = history.filter({ hasText: admin.name }).filter({ hasText: receiver.url });
    await expect(history.filter({ hasText: t("outbox.history.itself") }).filter({ hasText: receiver.url })).toHaveCount(
      3,
    );
    await expect(own.first()).toContainText(t("outbox.history.removed"));
    await expect(own.last()).toContainText(t("outbox.history.added"));
  });
  await receiver.stop();
});
