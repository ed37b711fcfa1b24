import fc from "fast-check";
import type { Action } from "./actions";
import type { Scenario } from "./run-scenario";
import { FANS, PRICE, SEATS } from "./world";

const fan = fc.nat({ max: FANS - 1 });
const old = fc.nat({ max: 9 }).map((n) => n === 9);
const again = fc.constantFrom("no", "no", "no", "same key", "same key", "new key");
const seats = fc
  .uniqueArray(fc.integer({ min: 1, max: SEATS }), { minLength: 1, maxLength: 3 })
  .map((numbers) => numbers.sort((a, b) => a - b));
const of = fc.nat({ max: 9 }); // sometimes another fan's

const own = <T extends Action>(one: fc.Arbitrary<T & { fan: number; of: number }>): fc.Arbitrary<T> =>
  one.map((action) => ({ ...action, of: action.of < FANS ? action.of : action.fan }));

const kinds: [weight: number, arbitrary: fc.Arbitrary<Action>][] = [
  [4, fc.record({ do: fc.constant("join"), fan })],
  [3, fc.record({ do: fc.constant("poll"), fan, old })],
  [1, fc.record({ do: fc.constant("leave"), fan, old })],
  [6, fc.record({ do: fc.constant("hold"), fan, seats, old })],
  [2, own(fc.record({ do: fc.constant("release"), fan, of }))],
  [5, own(fc.record({ do: fc.constant("pay"), fan, of, all: fc.boolean(), again }))],
  [2, own(fc.record({ do: fc.constant("refund"), fan, of, again }))],
  [2, fc.record({ do: fc.constant("charge"), fan, amount: fc.constantFrom(1, PRICE / 2, PRICE * 2), again })],
  [1, fc.record({ do: fc.constant("look"), fan })],
  [1, fc.record({ do: fc.constant("steer"), capacity: fc.nat({ max: 3 }), paused: old })],
  [1, fc.record({ do: fc.constant("edit"), seatLimit: fc.integer({ min: 1, max: 3 }), refunds: fc.boolean() })],
  [2, fc.record({ do: fc.constant("sweep") })],
  [2, fc.record({ do: fc.constant("drain") })],
];
const action = fc.oneof(...kinds.map(([weight, arbitrary]) => ({ weight, arbitrary })));
const forward = fc.record({ do: fc.constant("forward"), ticks: fc.constantFrom(1, 5, 9) });
const arrivals = fc
  .subarray([...Array(FANS).keys()], { minLength: 2 })
  .map((fans): Action[][] => fans.map((one) => [{ do: "join", fan: one }]));

const single = fc.oneof({ weight: 9, arbitrary: action }, { weight: 1, arbitrary: forward }).map((one) => [one]);
const concurrent = fc.array(action, { minLength: 2, maxLength: 8 });

const scenario = (batch: fc.Arbitrary<Action[]>, maxLength: number): fc.Arbitrary<Scenario> =>
  fc
    .record({
      capacity: fc.integer({ min: 1, max: 3 }),
      balance: fc.constantFrom(0, PRICE, PRICE * 2, PRICE * 9),
      arrivals,
      scenes: fc.array(batch, { minLength: 4, maxLength, size: "max" }),
    })
    .map(({ arrivals, scenes, ...setup }) => ({ ...setup, batches: [...arrivals, ...scenes] }));

/** One action after the other. */
export const serialScenario = scenario(single, 24);

/** Single actions, and two to eight concurrently. */
export const concurrentScenario = scenario(
  fc.oneof({ weight: 3, arbitrary: single }, { weight: 2, arbitrary: concurrent }),
  12,
);
