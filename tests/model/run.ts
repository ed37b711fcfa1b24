import type { TestUser } from "../support/fixtures";
import { type Action, type Bound, tell } from "./actions";
import { explain, modelOf } from "./explain";
import { perform } from "./perform";
import { Stage } from "./stage";
import { standingIn, standingOf } from "./standing";
import { newWorld, type World } from "./world";

/** A story: batches of actions, those of one batch at the same time. */
export type Story = { capacity: number; balance: number; batches: Action[][] };

/** What the real engines did cannot be explained. The message is the story so far. */
export class Unexplained extends Error {}

const lines = (batch: readonly Bound[], answers: readonly string[]) =>
  batch.map((one, at) => `${batch.length > 1 ? "  ║ " : "    "}${tell(one)} → ${answers[at]}`);

/** Why a batch is not explained: what the model says to one action alone; of several, what there is now. */
function whyNot(world: World, batch: readonly Bound[], real: string): string[] {
  const [one] = batch;
  if (!one || batch.length > 1)
    return ["    ✗ no order of these explains the answers and what there is now:", `      ${real}`];
  const model = modelOf(world, one);
  return [
    `    ✗ the model says ${model.answer}`,
    `      there is`,
    `      ${real}`,
    "      the model has",
    `      ${standingIn(model.world)}`,
  ];
}

/** Runs a story against the real engines and the model. @throws Unexplained when no order of its actions explains what came of it */
export async function runStory({ capacity, balance, batches }: Story, admin?: TestUser): Promise<void> {
  const settings = { capacity, paused: false };
  const stage = await Stage.open(settings, balance, admin);
  let world = newWorld(settings, balance);
  const told = [`a concert of 4 seats at 10000, ${capacity} let in at once; each fan has ${balance} won`];
  try {
    for (const actions of batches) {
      stage.steady();
      const batch = actions.map((action) => stage.bind(action));
      const answered = await Promise.all(batch.map((one) => perform(stage, one)));
      const [real] = await Promise.all([standingOf(stage), stage.learn()]);
      const answers = answered.map((answer) => answer());
      told.push(...lines(batch, answers));
      const after = explain(world, batch, answers, (one) => standingIn(one) === real);
      if (!after) throw new Unexplained([...told, ...whyNot(world, batch, real)].join("\n"));
      world = after;
    }
  } finally {
    await stage.close();
  }
}
