import { verb } from "./ask";
import { rememberEnds } from "./memory";
import { TOLD_TURNS, UNTOLD_TURNS } from "./scripts/untold";

const BATCH = 1_000;

const untoldTurns = verb<string[]>(UNTOLD_TURNS);
const toldTurns = verb<number>(TOLD_TURNS);

/**
 * Tells Postgres whose sessions ran out, so that their tokens get no second turn if the line is lost. They are forgotten
 * here only after it has heard: told twice is told once. @throws Refusal QUEUE_UNAVAILABLE
 */
export async function tellTurns(concertId: string): Promise<void> {
  for (;;) {
    const turns = await untoldTurns(concertId, [BATCH]);
    if (turns.length === 0) return;
    const places = turns
      .map((turn) => turn.split(" "))
      .map(([userId = "", number]) => ({ userId, number: Number(number) }));
    await rememberEnds(concertId, places, "LAPSED");
    await toldTurns(concertId, turns);
  }
}
