import { randomUUID } from "node:crypto";
import { makeAdmin, makeFan } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { createConcert } from "./support/open-concert";
import { brokenPlan, smallPlan, toFile } from "./support/plan";
import { expect, test } from "./support/test";

/** A moment as `<input type="datetime-local">` takes it, on the clock in Seoul. */
const inSeoul = (days: number) => new Date(Date.now() + days * 86_400_000 + 9 * 3_600_000).toISOString().slice(0, 16);

test("an admin creates a concert with an imported hall, and a fan books a seat in it", async ({
  openPage,
  hasTouch,
  texts: { t, money },
}) => {
  test.slow();
  const name = `Import ${randomUUID().slice(0, 8)}`;
  const page = await openPage(await makeAdmin());
  const create = page.getByRole("button", { name: t("admin.form.create") });

  await test.step("the admin fills in the concert", async () => {
    await page.goto("/admin");
    await page.getByRole("link", { name: t("admin.list.new") }).click();
    const about = page.getByRole("group", { name: t("admin.form.about"), exact: true });
    await about.getByLabel(t("admin.form.name"), { exact: true }).fill(name);
    await page.getByLabel(t("admin.form.host")).fill("The Importers");
    await page.getByLabel(t("admin.form.description")).fill("Two floors.");
    await page.getByLabel(t("admin.form.salesOpenAt")).fill(inSeoul(-1));
    await page.getByLabel(t("admin.form.salesCloseAt")).fill(inSeoul(29));
    await page.getByLabel(t("admin.form.startsAt")).fill(inSeoul(30));
    await page.getByLabel(t("admin.form.venue"), { exact: true }).fill("Small hall");
  });

  await test.step("a broken plan shows every error, and nothing is saved", async () => {
    await page.getByRole("radio", { name: t("admin.hall.imported") }).check();
    await page.getByLabel(t("admin.hall.choose")).setInputFiles(toFile("broken.json", brokenPlan()));
    const problems = page.getByRole("region", { name: t("admin.hall.preview") }).getByRole("listitem");
    const at = (path: string, texts: string) => expect(problems.filter({ hasText: path }).filter({ hasText: texts }));
    const row = "zones[0].rows[0]";
    await at(
      `${row}.seats[1]`,
      t("admin.problem.GUID_TWICE", { guid: "Floor-A-1", first: `${row}.seats[0]` }),
    ).toBeVisible();
    await at(`${row}.seats[2]`, t("admin.problem.UNKNOWN_CATEGORY", { category: "Box" })).toBeVisible();
    await at("categories[2]", t("admin.problem.CATEGORY_TWICE", { category: "Floor" })).toBeVisible();
    await create.click();
    await expect(page.getByRole("alert").filter({ hasText: t("admin.form.hall") })).toBeFocused();
    await checkPage(page);
    await expect(page).toHaveURL("/admin/concerts/new");
    const programme = await page.request.get("/api/concerts");
    expect(await programme.text()).not.toContain(name);
  });

  await test.step("the admin prices the corrected plan, sees its preview, and saves", async () => {
    await page.getByLabel(t("admin.hall.another")).setInputFiles(toFile("small.json", smallPlan()));
    await page.getByLabel(t("admin.hall.price", { category: "Floor" })).fill("70,000");
    await page.getByLabel(t("admin.hall.price", { category: "Balcony" })).fill("40000");
    await expect(page.getByRole("img", { name: t("admin.hall.previewLabel", { seats: 16 }) })).toBeVisible();
    await expect(page.getByText(t("admin.hall.legend", { name: "Balcony", seats: 8 }))).toBeVisible();
    await checkPage(page);
    await create.click();
    await expect(page.getByText(t("admin.edit.created"))).toBeVisible();
    await checkPage(page);
  });

  await test.step("a fan books a seat in the hall", async () => {
    const fan = await openPage(await makeFan({ balance: 70_000 }));
    await page.getByRole("link", { name: t("admin.edit.view") }).click();
    await expect(page).toHaveURL(/^[^?]*\/\/[^/]+\/concerts\//); // the page they came from has the same heading
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await fan.goto(page.url());
    await fan.getByRole("link", { name: t("concerts.action.book") }).click();
    const seat = t("seats.seatIn", { section: "Floor", row: "B", label: "2" });
    const texts = { seat, grade: "Floor", price: money(70_000) };
    const free = fan.getByRole("checkbox", { name: t("seats.seatLabel", { ...texts, look: t("seats.look.free") }) });
    await expect(free).toBeVisible();
    await checkPage(fan);
    await (hasTouch ? free.tap() : free.click());
    await fan.getByRole("button", { name: t("seats.hold", { count: 1, total: money(70_000) }) }).click();
    await fan.getByRole("button", { name: t("checkout.pay", { total: money(70_000) }) }).click();
    await expect(fan.getByText(t("tickets.justPaid", { count: 1 }))).toBeVisible();
    await expect(fan.getByRole("article")).toContainText([name]);
  });
});

test("a saved edit shows on the concert's page and in the history", async ({ openPage, texts: { t } }) => {
  const admin = await makeAdmin();
  const concert = await createConcert({ by: admin });
  const name = `${concert.name} again`;
  const page = await openPage(admin);
  const fan = await openPage();
  await fan.goto(`/concerts/${concert.slug}`); // and with it, into the cache
  await expect(fan.getByRole("heading", { level: 1, name: concert.name, exact: true })).toBeVisible();

  await page.goto("/admin");
  await checkPage(page);
  await page.getByRole("link", { name: t("admin.list.edit", { name: concert.name }) }).click();
  const about = page.getByRole("group", { name: t("admin.form.about"), exact: true });
  await about.getByLabel(t("admin.form.name"), { exact: true }).fill(name);
  await page.getByRole("button", { name: t("admin.form.save"), exact: true }).click();
  await expect(page.getByText(t("admin.edit.saved"), { exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: t("admin.history.title") })).toContainText(name);
  await expect(async () => {
    await fan.reload();
    await expect(fan.getByRole("heading", { level: 1 })).toHaveText(name, { timeout: 1_000 });
  }).toPass();
});
