import { pool } from "@/lib/core/db";
import { claimRehearsal, finishRehearsal } from "@/lib/rehearsals";
import { makeAdmin, makeConcert } from "../support/fixtures";
import { checkPage } from "./support/accessibility";
import { expect, test } from "./support/test";

test("an admin starts a rehearsal although a sale is on, follows it, and reads why it says no go", async ({
  openPage,
  browsers,
  texts: { t },
}) => {
  browsers.expectConsoleError(/409 .*\/rehearsals\)$/); // the refusal that the page shows
  await pool().query("DELETE FROM rehearsal");
  const [page, { id }] = [await openPage(await makeAdmin()), await makeConcert({ seats: 12 })];
  await page.goto(`/admin/concerts/${id}`);
  const panel = page.getByRole("region", { name: t("rehearsal.title") });
  const start = panel.getByRole("button", { name: t("rehearsal.start") });
  await panel.getByLabel(t("rehearsal.fans")).fill("50");
  await start.click();
  await expect(panel.getByRole("status")).not.toBeEmpty(); // a sale is on, and nobody has confirmed
  await panel.getByLabel(t("rehearsal.duringSale")).check();
  await start.click();
  await expect(panel.getByText(t("rehearsal.waiting"))).toBeVisible();
  await expect(start).toBeDisabled();

  const claimed = await claimRehearsal();
  await finishRehearsal(claimed?.id ?? "", {
    verdict: {
      ...{ go: false, reasons: ["PAYMENT_SLOW"], bottleneck: "Postgres" },
      recommended: { capacity: 40, admitPerMinute: 300 },
      measured: {
        ...{ fans: 50, seats: 12, seatsSold: 12, soldOutSeconds: 31.5, sessionSeconds: 8, refused: 0 },
        ...{ firstPageMs: 90, joinMs: 8, holdMs: 30, paymentMs: 1_400, processorPercent: { Postgres: 96 } },
      },
    },
  });
  await expect(panel.getByText(t("rehearsal.noGo"), { exact: true })).toBeVisible();
  await expect(panel.getByText(t("rehearsal.reason.PAYMENT_SLOW"))).toBeVisible();
  await expect(panel.getByText(t("rehearsal.recommended", { capacity: 40, rate: 300 }))).toBeVisible();
  await expect(start).toBeEnabled();
  await checkPage(page);
});
