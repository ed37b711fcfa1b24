import { makeAdmin, makeFan } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { joinQueue } from "./support/api";
import { createConcert } from "./support/open-concert";
import { expect, test } from "./support/test";

test("an admin watches a queue live, pauses it, admits by hand and expels a fan, who is told", async ({
  openPage,
  browsers,
  texts: { t },
}) => {
  test.slow();
  const admin = await makeAdmin();
  const concert = await createConcert({ capacity: 3, by: admin });
  const [inside, waiting, robot] = [await makeFan(), await makeFan(), await makeFan()];
  const page = await openPage(admin);
  const panel = page.getByRole("region", { name: t("adminQueue.title") });
  const figure = (name: "waiting" | "active", text: string) => {
    const tile = panel.locator("dt").filter({ hasText: new RegExp(`^${t(`adminQueue.stat.${name}`)}$`) });
    return expect(tile.locator("xpath=following-sibling::dd[1]")).toHaveText(text);
  };

  await test.step("the numbers refresh by themselves, and the last half hour is drawn", async () => {
    await page.goto(`/admin/concerts/${concert.id}`);
    await figure("active", t("adminQueue.value.of", { count: 0, most: 3 }));
    await joinQueue(inside, concert);
    await figure("active", t("adminQueue.value.of", { count: 1, most: 3 }));
    await expect(panel.locator("svg.recharts-surface")).toHaveCount(6);
  });

  await test.step("the admin pauses the queue and admits by hand", async () => {
    await panel.getByRole("button", { name: t("adminQueue.pause") }).click();
    await expect(panel.getByText(t("adminQueue.pausedNow"))).toBeVisible();
    await joinQueue(waiting, concert);
    await joinQueue(robot, concert);
    await figure("waiting", "2");
    await panel.getByLabel(t("adminQueue.admit.count")).fill("1");
    await panel.getByRole("button", { name: t("adminQueue.admit.action") }).click();
    await expect(panel.getByText(t("adminQueue.admit.done", { admitted: 1 }))).toBeVisible();
    await figure("waiting", "1");
  });

  const fan = await openPage(robot);
  await test.step("the admin expels one fan with a reason", async () => {
    await fan.goto(`/concerts/${concert.slug}/line`);
    await expect(fan.getByText(t("queue.number", { number: 3 }))).toBeVisible();
    await expect(fan.getByText(t("queue.paused"))).toBeVisible();
    await checkPage(fan);
    await panel.getByLabel(t("adminQueue.expel.who")).fill(robot.email);
    await panel.getByRole("button", { name: t("adminQueue.expel.find") }).click();
    await expect(panel.getByText(robot.email)).toBeVisible();
    await panel.getByRole("button", { name: t("adminQueue.expel.action") }).click();
    await expect(panel.getByText(t("adminQueue.expel.reasonMissing"))).toBeVisible();
    await panel.getByLabel(t("adminQueue.expel.reason")).fill("Clicks like a robot");
    await panel.getByText(t("adminQueue.table.show")).click();
    await expect(panel.getByRole("table")).toHaveCount(2);
    await checkPage(page);
    await panel.getByRole("button", { name: t("adminQueue.expel.action") }).click();
    await expect(panel.getByText(t("adminQueue.expel.done", { number: 3, released: 0 }))).toBeVisible();
    await figure("waiting", "0");
    const history = page.getByRole("region", { name: t("admin.history.title") });
    for (const text of [t("admin.history.queueAdmitted"), t("admin.history.queueExpelled"), "Clicks like a robot"])
      await expect(history).toContainText(text);
  });

  await test.step("the expelled fan is told, also after a reload, and may join again", async () => {
    browsers.expectConsoleError(/status of 404/); // the browser logs every 404
    await expect(fan.getByRole("heading", { name: t("queue.expelled.title") })).toBeVisible();
    await checkPage(fan);
    await fan.reload();
    await expect(fan.getByText(t("queue.expelled.text"))).toBeVisible();
    await fan.getByRole("button", { name: t("queue.rejoin") }).click();
    await expect(fan.getByText(t("queue.number", { number: 4 }))).toBeVisible();
    await expect(fan.getByText(t("queue.paused"))).toBeVisible();
  });

  await test.step("the admin resumes the queue, and the waiting fan is admitted", async () => {
    await panel.getByRole("button", { name: t("adminQueue.resume") }).click();
    await expect(fan).toHaveURL(new RegExp(`/concerts/${concert.slug}/seats$`));
  });
});
