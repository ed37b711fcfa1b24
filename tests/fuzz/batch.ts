import { findProblems, isRejected } from "./assertions";
import { changedTables, readChecksums, settledChecksums } from "./checksums";
import type { Fixtures } from "./fixtures";
import { RawConnection, type RawResponse } from "./raw-http";
import { describeRequest, type FuzzRequest } from "./requests";
import { toRawRequest } from "./serialize";

const CONNECTIONS = 8; // connections at once

/** The front door under fire: where it is, what there is behind it, and how much it has been asked. */
export class FuzzTarget {
  requestCount = 0;
  readonly statuses = new Map<number, number>();
  readonly #lines: RawConnection[];

  constructor(
    port: number,
    public fixtures: Fixtures,
  ) {
    this.#lines = Array.from({ length: CONNECTIONS }, () => new RawConnection(port));
  }

  async #send(batch: readonly FuzzRequest[]): Promise<RawResponse[]> {
    const answers: RawResponse[] = [];
    let next = 0;
    const work = async (connection: RawConnection) => {
      for (let at = next++; at < batch.length; at = next++) {
        const one = batch[at];
        if (!one) return;
        const response = await connection.send(toRawRequest(one, this.fixtures)).catch((error: Error) => {
          throw new Error(`${error.message}\n  came of ${describeRequest(one)}`);
        });
        answers[at] = response;
        this.requestCount++;
        this.statuses.set(response?.status ?? 0, (this.statuses.get(response?.status ?? 0) ?? 0) + 1);
      }
    };
    await Promise.all(this.#lines.map(work));
    return answers;
  }

  /**
   * Sends a batch. @throws when an answer is not one that the contract knows, or when a request that was refused changed
   * the database. Where others succeeded meanwhile, those that were refused are sent again, alone.
   */
  async fire(batch: readonly FuzzRequest[]): Promise<void> {
    const before = await settledChecksums();
    const answers = await this.#send(batch);
    for (const [at, response] of answers.entries()) {
      const one = batch[at];
      const wrong = one ? findProblems(one, response) : [];
      if (wrong.length > 0)
        throw new Error(
          `${JSON.stringify(wrong)}\n  came of ${one && describeRequest(one)}\n  as ${response?.status} ${response?.text.slice(0, 500)}`,
        );
    }
    const tables = changedTables(before, await readChecksums());
    if (tables.length === 0) return;
    const refused = batch.filter((one, at) => isRejected(one, answers[at] ?? null));
    if (refused.length === batch.length) throw new Error(`refused, and yet changed: ${tables.join(", ")}`);
    if (refused.length > 0) await this.fire(refused);
  }

  close(): void {
    for (const connection of this.#lines) connection.close();
  }
}
