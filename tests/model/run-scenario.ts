import type { TestUser } from "../support/fixtures";
import { type Action, type BoundAction, describeAction } from "./actions";
import { execute } from "./execute";
import { ModelFixture } from "./fixture";
import { linearize, modelOf } from "./linearize";
import { actualState, modelState } from "./state";
import { newWorld, type World } from "./world";

/** A story: batches of actions, those of one batch at the same time. */
export type Scenario = { capacity: number; balance: number; batches: Action[][] };

/** What the real engines did cannot be explained. The message is the story so far. */
export class UnexplainedError extends Error {}

const lines = (batch: readonly BoundAction[], answers: readonly string[]) =>
  batch.map((one, at) => `${batch.length > 1 ? "  ║ " : "    "}${describeAction(one)} → ${answers[at]}`);

/** Why a batch is not explained: what the model says to one action alone; of several, what there is now. */
function explainFailure(world: World, batch: readonly BoundAction[], real: string): string[] {
  const [one] = batch;
  if (!one || batch.length > 1)
    return ["    ✗ no order of these explains the answers and what there is now:", `      ${real}`];
  const model = modelOf(world, one);
  return [
    `    ✗ the model says ${model.answer}`,
    `      there is`,
    `      ${real}`,
    "      the model has",
    `      ${modelState(model.world)}`,
  ];
}

/** Runs a story against the real engines and the model. @throws Unexplained when no order of its actions explains what came of it */
export async function runScenario({ capacity, balance, batches }: Scenario, admin?: TestUser): Promise<void> {
  const settings = { capacity, paused: false };
  const stage = await ModelFixture.open(settings, balance, admin);
  let world = newWorld(settings, balance);
  const told = [`a concert of 4 seats at 10000, ${capacity} let in at once; each fan has ${balance} won`];
  try {
    for (const actions of batches) {
      stage.steady();
      const batch = actions.map((action) => stage.bind(action));
      const answered = await Promise.all(batch.map((one) => execute(stage, one)));
      const [real] = await Promise.all([actualState(stage), stage.readReservations()]);
      const answers = answered.map((answer) => answer());
      told.push(...lines(batch, answers));
      const after = linearize(world, batch, answers, (one) => modelState(one) === real);
      if (!after) throw new UnexplainedError([...told, ...explainFailure(world, batch, real)].join("\n"));
      world = after;
    }
  } finally {
    await stage.close();
  }
}
