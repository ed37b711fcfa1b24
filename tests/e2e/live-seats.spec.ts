import { makeFan } from "../support/fixtures";
import { holdSeats } from "./support/api";
import { createConcert } from "./support/open-concert";
import { seatOnMap } from "./support/seat-map";
import { expect, test } from "./support/test";

test.describe("a seat that another fan takes", () => {
  test("changes on the map by itself, without asking again", async ({ arrive, words }) => {
    const stage = await createConcert();
    const page = await arrive(await makeFan());
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const streamed = page.waitForRequest("**/api/seats/stream?*");
    await page.goto(`/concerts/${stage.slug}/line`);
    await expect(seatOnMap(page, words, 7, "free")).toBeVisible();
    await streamed;
    await holdSeats(await makeFan(), stage, [7]);
    await expect(seatOnMap(page, words, 7, "held")).toBeVisible();
    expect(asked.filter((path) => path === "/api/seats")).toHaveLength(1);
    expect(asked.filter((path) => path === "/api/seats/stream")).toHaveLength(1);
  });

  test("changes on the map also where no stream gets through", async ({ arrive, browsers, words }) => {
    browsers.expectConsoleError(/ERR_FAILED.*\/api\/seats\/stream/);
    const stage = await createConcert();
    const page = await arrive(await makeFan());
    await page.route("**/api/seats/stream?*", (route) => route.abort());
    await page.goto(`/concerts/${stage.slug}/line`);
    await expect(seatOnMap(page, words, 7, "free")).toBeVisible();
    await holdSeats(await makeFan(), stage, [7]);
    await expect(seatOnMap(page, words, 7, "held")).toBeVisible();
  });
});
