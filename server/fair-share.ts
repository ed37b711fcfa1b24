/**
 * A capacity that keys share: none may have more than is still free. A single greedy key gets half, two get a third each,
 * and a key that has nothing finds room (dynamic thresholds; Choudhury and Hahne, IEEE/ACM Transactions on Networking 6(2),
 * 1998).
 */
export class FairShare {
  readonly #taken = new Map<string, number>();
  #free: number;

  constructor(capacity: number) {
    this.#free = capacity;
  }

  /** Takes `amount` for this key, if that leaves it within its share. */
  tryTake(key: string, amount = 1): boolean {
    const taken = this.#taken.get(key) ?? 0;
    if (taken + amount > this.#free) return false;
    this.#taken.set(key, taken + amount);
    this.#free -= amount;
    return true;
  }

  /** Gives back what this key has taken. */
  give(key: string, amount = 1): void {
    const left = (this.#taken.get(key) ?? 0) - amount;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
    this.#free += amount;
  }
}
