/** What stands in a {@link Linked}: kept by who added it, to take it out again. */
export type Link<T> = { readonly value: T; before: Link<T> | undefined; after: Link<T> | undefined; in: boolean };

/**
 * A list, the oldest first, which its members may leave from anywhere at no cost. A Set would do, but one that many enter and
 * leave is copied again and again, and each copy keeps whoever was in it until the next full garbage collection: whole
 * requests, which cost a busy process a quarter of its time (docs/decisions/097).
 */
export class Linked<T> {
  #oldest: Link<T> | undefined;
  #newest: Link<T> | undefined;

  get oldest(): Link<T> | undefined {
    return this.#oldest;
  }

  add(value: T): Link<T> {
    const link: Link<T> = { value, before: this.#newest, after: undefined, in: true };
    if (this.#newest) this.#newest.after = link;
    else this.#oldest = link;
    this.#newest = link;
    return link;
  }

  /** Takes it out; nothing happens to one that is out already. It lets go of its neighbours, so that none keeps another alive. */
  remove(link: Link<T>): void {
    if (!link.in) return;
    const { before, after } = link;
    if (before) before.after = after;
    else this.#oldest = after;
    if (after) after.before = before;
    else this.#newest = before;
    link.before = link.after = undefined;
    link.in = false;
  }

  /** Takes out the oldest ones as long as `isNext` says so, each before it is handed to `each`. */
  drain(isNext: (value: T) => boolean, each: (value: T) => void): void {
    for (let link = this.#oldest; link && isNext(link.value); link = this.#oldest) {
      this.remove(link);
      each(link.value);
    }
  }
}
