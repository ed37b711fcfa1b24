const MAX_BUFFERED_BYTES = 64 * 1024; // that a reader may lag behind before it is dropped; a busy second is about 10 kB
const RETRY_MS = 2_000; // after which a browser whose stream broke reconnects

const encoder = new TextEncoder();

/** An event (WHATWG HTML §9.2.6). A reconnecting client sends `id` as Last-Event-ID. */
export const formatEvent = (name: string, data: string, id?: number): Uint8Array =>
  encoder.encode(`${id === undefined ? "" : `id: ${id}\n`}event: ${name}\ndata: ${data}\n\n`);

const RETRY = encoder.encode(`retry: ${RETRY_MS}\n\n`);
const PING = formatEvent("beat", "{}"); // an event, because a page sees no comments

/** A stream that ends when the client disconnects or reads too slowly. */
export class SseConnection {
  readonly stream: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #onClose: () => void = () => {};

  /** @param version of the client's map @param isAuthorized is checked periodically */
  constructor(
    readonly userId: string,
    public version: number,
    readonly isAuthorized: () => Promise<boolean>,
    signal: AbortSignal,
  ) {
    const detach = () => this.#detach();
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        cancel: detach,
      },
      new ByteLengthQueuingStrategy({ highWaterMark: MAX_BUFFERED_BYTES }),
    );
    signal.addEventListener("abort", detach, { once: true }); // the only sign of a disconnected client on Next's mount
    if (signal.aborted) detach();
    this.send(RETRY);
  }

  get isOpen(): boolean {
    return this.#controller !== undefined;
  }

  /** Calls back once either side has ended the connection; at once when it has ended. */
  onClose(callback: () => void): void {
    if (this.isOpen) this.#onClose = callback;
    else callback();
  }

  /** Connections may share the bytes. A reader with too much unread is dropped, and reconnects. */
  send(bytes: Uint8Array): void {
    const controller = this.#controller;
    if (!controller) return;
    if ((controller.desiredSize ?? 0) > 0) {
      controller.enqueue(bytes);
      return;
    }
    this.#detach();
    controller.error(new Error("A reader of seats was too slow"));
  }

  ping(): void {
    this.send(PING);
  }

  close(): void {
    const controller = this.#controller;
    this.#detach();
    controller?.close();
  }

  #detach(): void {
    if (!this.#controller) return;
    this.#controller = undefined;
    this.#onClose();
  }
}
