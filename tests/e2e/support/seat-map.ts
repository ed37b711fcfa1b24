import { expect, type Locator, type Page } from "@playwright/test";
import type { Messages } from "@/messages";
import { seatLabel, type Texts } from "./messages";

type SeatLook = keyof Messages["seats"]["look"];

/** A seat of the map, as it is read out while it looks so. */
export const seatOnMap = (page: Page, texts: Texts, number: number, look: SeatLook): Locator =>
  page.getByRole("checkbox", { name: seatLabel(texts, number, look), exact: true });

/** Touches seats of the map one after the other, as a finger or a mouse would. */
export async function chooseSeats(page: Page, texts: Texts, numbers: number[], hasTouch: boolean): Promise<void> {
  for (const number of numbers) {
    const seat = seatOnMap(page, texts, number, "free");
    await (hasTouch ? seat.tap() : seat.click());
    await expect(seatOnMap(page, texts, number, "chosen")).toBeChecked();
  }
}
