const BUFFERED_AT_MOST = 64 * 1024; // bytes a reader may lag behind before it is dropped; a busy second is about 10 kB
const RETRY_MS = 2_000; // after which a browser whose stream broke comes back

const encoder = new TextEncoder();

/** One event of a stream (WHATWG HTML §9.2.6). `id` is what a client that comes back says it has seen. */
export const formatEvent = (name: string, data: string, id?: number): Uint8Array =>
  encoder.encode(`${id === undefined ? "" : `id: ${id}\n`}event: ${name}\ndata: ${data}\n\n`);

const BEGIN = encoder.encode(`retry: ${RETRY_MS}\n\n`);
const HEARTBEAT = formatEvent("beat", "{}"); // an event, because a page sees no comments

/** Someone who looks at a hall: a stream of events that ends when they go, or read too slowly. */
export class SseConnection {
  readonly stream: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #gone: () => void = () => {};

  /** @param version of the map that they have @param isAuthorized whether they may still look; asked now and then */
  constructor(
    readonly userId: string,
    public version: number,
    readonly isAuthorized: () => Promise<boolean>,
    signal: AbortSignal,
  ) {
    const left = () => this.#leave();
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        cancel: left,
      },
      new ByteLengthQueuingStrategy({ highWaterMark: BUFFERED_AT_MOST }),
    );
    signal.addEventListener("abort", left, { once: true }); // on Next's mount the only sign of a reader who left
    if (signal.aborted) left();
    this.send(BEGIN);
  }

  get isOpen(): boolean {
    return this.#controller !== undefined;
  }

  /** Calls back once they are gone, whoever ended it; at once when they are. */
  onClose(gone: () => void): void {
    if (this.isOpen) this.#gone = gone;
    else gone();
  }

  /** Sends what was written for one or for many. Who has too much unread is dropped, and comes back for the rest. */
  send(bytes: Uint8Array): void {
    const controller = this.#controller;
    if (!controller) return;
    if ((controller.desiredSize ?? 0) > 0) {
      controller.enqueue(bytes);
      return;
    }
    this.#leave();
    controller.error(new Error("A reader of seats was too slow"));
  }

  ping(): void {
    this.send(HEARTBEAT);
  }

  /** Ends the stream after what was sent. */
  close(): void {
    const controller = this.#controller;
    this.#leave();
    controller?.close();
  }

  #leave(): void {
    if (!this.#controller) return;
    this.#controller = undefined;
    this.#gone();
  }
}
