import { createConcert } from "../e2e/support/open-concert";
import { bigHall } from "../e2e/support/plan";
import { expect, test } from "../e2e/support/test";
import { makeFan } from "../support/fixtures";
import { longestTaskMs } from "./support/long-tasks";

const SLOWER = 4; // times, than this machine: a phone of some years ago
const LONG_MS = 50; // from here on a task is long (W3C Long Tasks)
const ROUNDS = 3; // the machine may be busy with other things in one

test("a hall of 5,000 seats moves and zooms without a long task, on a processor four times slower", async ({
  openPage,
  texts,
}) => {
  const concert = await createConcert({ hall: bigHall(5_000) });
  const page = await openPage(await makeFan());
  await page.goto(`/concerts/${concert.slug}/line`);
  const map = page.locator(".hall-map");
  await expect(map).toBeVisible();
  await expect(page.getByRole("button", { name: texts.t("seats.zoomAll") })).toBeVisible();
  const box = await map.boundingBox();
  if (!box) throw new Error("the map has no place on the page");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];

  async function move(): Promise<void> {
    await page.mouse.move(x, y);
    for (const deltaY of [-300, -300, -300, 300, 300, 300]) await page.mouse.wheel(0, deltaY);
    await page.mouse.down();
    for (let step = 1; step <= 20; step++) await page.mouse.move(x + step * 8, y - step * 5);
    for (let step = 20; step >= 0; step--) await page.mouse.move(x + step * 8, y - step * 5);
    await page.mouse.up();
  }

  const longest: number[] = [];
  for (let round = 0; round < ROUNDS && !longest.some((ms) => ms < LONG_MS); round++)
    longest.push(await longestTaskMs(page, SLOWER, move));
  expect(Math.min(...longest)).toBeLessThan(LONG_MS);
});
