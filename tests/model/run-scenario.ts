import type { TestUser } from "../support/fixtures";
import { type Action, type BoundAction, describeAction } from "./actions";
import { execute } from "./execute";
import { ModelFixture } from "./fixture";
import { linearize, modelOf } from "./linearize";
import { actualState, modelState } from "./state";
import { newWorld, type World } from "./world";

/** Batches of actions; those of one batch run concurrently. */
export type Scenario = { capacity: number; balance: number; batches: Action[][] };

/** The real engines did something the model cannot explain. The message is the scenario so far. */
export class UnexplainedError extends Error {}

const lines = (batch: readonly BoundAction[], answers: readonly string[]) =>
  batch.map((one, at) => `${batch.length > 1 ? "  ║ " : "    "}${describeAction(one)} → ${answers[at]}`);

/** Why a batch is not explained: the model's response to a single action; for several, the actual state. */
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

/** Runs a scenario on the engines and the model. @throws UnexplainedError when no order of its actions explains the result */
export async function runScenario({ capacity, balance, batches }: Scenario, admin?: TestUser): Promise<void> {
  const settings = { capacity, paused: false };
  const fixture = await ModelFixture.open(settings, balance, admin);
  let world = newWorld(settings, balance);
  const transcript = [`a concert of 4 seats at 10000, ${capacity} admitted at once; each fan has ${balance} won`];
  try {
    for (const actions of batches) {
      fixture.steady();
      const batch = actions.map((action) => fixture.bind(action));
      const pending = await Promise.all(batch.map((one) => execute(fixture, one)));
      const [real] = await Promise.all([actualState(fixture), fixture.readReservations()]);
      const answers = pending.map((answer) => answer());
      transcript.push(...lines(batch, answers));
      const after = linearize(world, batch, answers, (one) => modelState(one) === real);
      if (!after) throw new UnexplainedError([...transcript, ...explainFailure(world, batch, real)].join("\n"));
      world = after;
    }
  } finally {
    await fixture.close();
  }
}
