import { partsOf } from "./bytes";
import { isRefused, wrongWith } from "./judge";
import { type Asked, shown } from "./requests";
import { changed, settledSums, sums } from "./sums";
import { type Came, Line } from "./wire";
import type { World } from "./world";

const LINES = 8; // connections at once

/** The front door under fire: where it is, what there is behind it, and how much it has been asked. */
export class Range {
  asked = 0;
  readonly statuses = new Map<number, number>();
  readonly #lines: Line[];

  constructor(
    port: number,
    public world: World,
  ) {
    this.#lines = Array.from({ length: LINES }, () => new Line(port));
  }

  async #send(batch: readonly Asked[]): Promise<Came[]> {
    const answers: Came[] = [];
    let next = 0;
    const work = async (line: Line) => {
      for (let at = next++; at < batch.length; at = next++) {
        const one = batch[at];
        if (!one) return;
        const came = await line.ask(partsOf(one, this.world)).catch((error: Error) => {
          throw new Error(`${error.message}\n  came of ${shown(one)}`);
        });
        answers[at] = came;
        this.asked++;
        this.statuses.set(came?.status ?? 0, (this.statuses.get(came?.status ?? 0) ?? 0) + 1);
      }
    };
    await Promise.all(this.#lines.map(work));
    return answers;
  }

  /**
   * Sends a batch. @throws when an answer is not one that the contract knows, or when a request that was refused changed
   * the database. Where others succeeded meanwhile, those that were refused are sent again, alone.
   */
  async fire(batch: readonly Asked[]): Promise<void> {
    const before = await settledSums();
    const answers = await this.#send(batch);
    for (const [at, came] of answers.entries()) {
      const one = batch[at];
      const wrong = one ? wrongWith(one, came) : [];
      if (wrong.length > 0)
        throw new Error(
          `${JSON.stringify(wrong)}\n  came of ${one && shown(one)}\n  as ${came?.status} ${came?.text.slice(0, 500)}`,
        );
    }
    const tables = changed(before, await sums());
    if (tables.length === 0) return;
    const refused = batch.filter((one, at) => isRefused(one, answers[at] ?? null));
    if (refused.length === batch.length) throw new Error(`refused, and yet changed: ${tables.join(", ")}`);
    if (refused.length > 0) await this.fire(refused);
  }

  close(): void {
    for (const line of this.#lines) line.close();
  }
}
