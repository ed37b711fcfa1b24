import type { Page } from "@playwright/test";
import type { Texts } from "./messages";

/** What the checkout's clock shows now, in seconds: "4:07" is 247. */
export async function secondsLeft(page: Page, { t }: Texts): Promise<number> {
  const face = await page.getByRole("timer", { name: t("checkout.clock") }).textContent();
  const [minutes = Number.NaN, seconds = Number.NaN] = (face ?? "").split(":").map(Number);
  return minutes * 60 + seconds;
}
