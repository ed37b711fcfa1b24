/** What stands in a {@link LinkedList}: kept by who added it, to take it out again. */
export type ListNode<T> = {
  readonly value: T;
  previous: ListNode<T> | undefined;
  next: ListNode<T> | undefined;
  linked: boolean;
};

/**
 * A list, the oldest first, which its members may leave from anywhere at no cost. A Set would do, but one that many enter and
 * leave is copied again and again, and each copy keeps whoever was in it until the next full garbage collection: whole
 * requests, which cost a busy process a quarter of its time (docs/decisions/097).
 */
export class LinkedList<T> {
  #oldest: ListNode<T> | undefined;
  #newest: ListNode<T> | undefined;

  get oldest(): ListNode<T> | undefined {
    return this.#oldest;
  }

  add(value: T): ListNode<T> {
    const node: ListNode<T> = { value, previous: this.#newest, next: undefined, linked: true };
    if (this.#newest) this.#newest.next = node;
    else this.#oldest = node;
    this.#newest = node;
    return node;
  }

  /** Takes it out; nothing happens to one that is out already. It lets go of its neighbours, so that none keeps another alive. */
  remove(link: ListNode<T>): void {
    if (!link.linked) return;
    const { previous, next: after } = link;
    if (previous) previous.next = after;
    else this.#oldest = after;
    if (after) after.previous = previous;
    else this.#newest = previous;
    link.previous = link.next = undefined;
    link.linked = false;
  }

  /** Takes out the oldest ones as long as `isNext` says so, each before it is handed to `each`. */
  shiftWhile(isNext: (value: T) => boolean, each: (value: T) => void): void {
    for (let link = this.#oldest; link && isNext(link.value); link = this.#oldest) {
      this.remove(link);
      each(link.value);
    }
  }
}
