import { makeFan } from "../support/fixtures";
import { holdSeats } from "./support/api";
import { createConcert } from "./support/open-concert";
import { seatOnMap } from "./support/seat-map";
import { expect, test } from "./support/test";

test.describe("a seat held by another fan", () => {
  test("changes on the map over the stream, without another request", async ({ openPage, texts }) => {
    const concert = await createConcert();
    const page = await openPage(await makeFan());
    const paths: string[] = [];
    page.on("request", (request) => paths.push(new URL(request.url()).pathname));
    const streamed = page.waitForRequest("**/api/seats/stream?*");
    await page.goto(`/concerts/${concert.slug}/line`);
    await expect(seatOnMap(page, texts, 7, "free")).toBeVisible();
    await streamed;
    await holdSeats(await makeFan(), concert, [7]);
    await expect(seatOnMap(page, texts, 7, "held")).toBeVisible();
    expect(paths.filter((path) => path === "/api/seats")).toHaveLength(1);
    expect(paths.filter((path) => path === "/api/seats/stream")).toHaveLength(1);
  });

  test("changes on the map by polling where the stream is blocked", async ({ openPage, browsers, texts }) => {
    browsers.expectConsoleError(/ERR_FAILED.*\/api\/seats\/stream/);
    const concert = await createConcert();
    const page = await openPage(await makeFan());
    await page.route("**/api/seats/stream?*", (route) => route.abort());
    await page.goto(`/concerts/${concert.slug}/line`);
    await expect(seatOnMap(page, texts, 7, "free")).toBeVisible();
    await holdSeats(await makeFan(), concert, [7]);
    await expect(seatOnMap(page, texts, 7, "held")).toBeVisible();
  });
});
