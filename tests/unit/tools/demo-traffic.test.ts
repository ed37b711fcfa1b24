import { expect, test } from "vitest";
import { percentChance } from "@/tools/dev/demo-traffic/random";
import { patienceInPolls } from "@/tools/dev/demo-traffic/session";

const EVENLY = Array.from({ length: 1_000 }, (_, n) => n / 1_000);

test("percentChance(20) is true for a fifth of all random numbers", () => {
  expect(EVENLY.filter((value) => percentChance(20, () => value))).toHaveLength(200);
  expect([percentChance(0, () => 0), percentChance(100, () => 0.999)]).toEqual([false, true]);
});

test("one user of the demo traffic in five gives up after ten polls", () => {
  const patience = EVENLY.map((value) => patienceInPolls(() => value));
  expect(patience.filter((polls) => polls === 10)).toHaveLength(200);
  expect(patience.filter((polls) => polls === Number.POSITIVE_INFINITY)).toHaveLength(800);
});
