import { beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import type { Action } from "./actions";
import { modelDatabaseFor } from "./database";
import { runScenario, UnexplainedError } from "./run-scenario";

const open = modelDatabaseFor("mutants");
beforeAll(open);

const join: Action = { do: "join", fan: 0 };
const leave: Action = { do: "leave", fan: 0, old: false };
const hold = (...seats: number[]): Action => ({ do: "hold", fan: 0, seats, old: false });
const forward = (ticks: number): Action => ({ do: "forward", ticks });
const pay: Action = { do: "pay", fan: 0, of: 0, all: true, again: "no" };

/** SQL functions with a fault that no constraint refuses, and a scenario that meets it. Random ones do so within 150. */
const FAULTS: [what: string, name: string, right: string, wrong: string, scenario: Action[]][] = [
  [
    "a hold that gets a new expiry when it is replaced",
    "hold_seats",
    "coalesce(v_expires, v_now",
    "coalesce(NULL, v_now",
    [join, hold(1), forward(1), hold(1, 2)],
  ],
  [
    "a hold in a cool-down",
    "hold_cooldown_until",
    "count(*) >= 2",
    "count(*) >= 3",
    [join, hold(1), leave, join, hold(1), leave, join, hold(1)],
  ],
  [
    "a payment of a hold that has lapsed",
    "pay_reservations",
    " OR r.expires_at <= v_now) AS expired",
    ") AS expired",
    [join, hold(1), forward(5), join, pay],
  ],
  [
    "a place that goes on after its last seat was released",
    "release_hold",
    "THEN 'RELEASED'::place_end END",
    "THEN NULL::place_end END",
    [join, hold(1), { do: "release", fan: 0, of: 0 }],
  ],
];

test.each(FAULTS)("the model notices %s", async (_, name, right, wrong, actions) => {
  const { rows } = await pool().query<{ source: string }>("SELECT pg_get_functiondef($1::regproc) AS source", [name]);
  const source = rows[0]?.source ?? "";
  expect(source).toContain(right);
  const scenario = { capacity: 2, balance: 50_000, batches: actions.map((action) => [action]) };
  await runScenario(scenario);
  await pool().query(source.replace(right, wrong));
  await expect(runScenario(scenario).finally(() => pool().query(source))).rejects.toThrow(UnexplainedError);
});
