import type { BoundAction } from "./actions";
import { type Local, type Operation, operationFor } from "./operations";
import { copy, type World } from "./world";

type Progress = { at: number; local: Local; done: boolean };
type Node = { world: World; progress: Progress[] };

const isContested = (batch: readonly BoundAction[], one: BoundAction) =>
  batch.some((other) => other !== one && other.key !== "" && other.key === one.key);

/** One more step of one action, in each way it may go, as JSON; ways that contradict the response are dropped. */
function* advance(text: string, which: number, program: Operation, answer: string, alone: boolean): Generator<string> {
  const before: Node = JSON.parse(text);
  const at = before.progress[which]?.at ?? 0;
  const step = program.steps[at];
  if (!step || before.progress[which]?.done) return;
  const ways = alone ? 1 : (program.choices?.(before.world, at) ?? 1);
  for (let choice = 0; choice < ways; choice++) {
    const next: Node = choice === 0 ? before : JSON.parse(text);
    const mine = next.progress[which];
    if (!mine) return;
    const went = step(next.world, mine.local, choice);
    if (went !== "stay") mine.at += 1;
    mine.done = went === "done" || mine.at >= program.steps.length;
    if (mine.local.answer !== undefined && mine.local.answer !== answer) continue;
    yield JSON.stringify(next);
  }
}

/**
 * A world that concurrent actions may have led to, given their responses and the state that `is` actual; null when no order
 * of their steps explains both. Tries first the orders in which each action runs to its end.
 */
export function linearize(
  world: World,
  batch: readonly BoundAction[],
  answers: readonly string[],
  is: (world: World) => boolean,
): World | null {
  const alone = batch.length === 1;
  const programs = batch.map((one) => operationFor(one, isContested(batch, one)));
  const start: Node = { world, progress: batch.map(() => ({ at: 0, local: {}, done: false })) };
  const open = [JSON.stringify(start)];
  const seen = new Set(open);
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    const node: Node = JSON.parse(text);
    if (node.progress.every(({ done }) => done) && is(node.world)) return node.world;
    for (let which = programs.length - 1; which >= 0; which--) {
      const program = programs[which];
      if (!program) continue;
      for (const next of advance(text, which, program, answers[which] ?? "", alone)) {
        if (!seen.has(next)) open.push(next);
        seen.add(next);
      }
    }
  }
  return null;
}

/** The model's response to a single action, and the world after it. */
export function modelOf(before: World, one: BoundAction): { answer: string; world: World } {
  const [world, local]: [World, Local] = [copy(before), {}];
  const { steps } = operationFor(one, false);
  for (let at = 0; at < steps.length; ) {
    const went = steps[at]?.(world, local, 0);
    if (went === "done") break;
    if (went !== "stay") at++;
  }
  return { answer: local.answer ?? "", world };
}
