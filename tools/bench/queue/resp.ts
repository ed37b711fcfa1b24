import net from "node:net";

type Argument = string | number;

/** A command in RESP2. */
export function encodeCommand(args: readonly Argument[]): string {
  return `*${args.length}\r\n${args.map((arg) => `$${Buffer.byteLength(String(arg))}\r\n${arg}\r\n`).join("")}`;
}

const LINE_FEED = 10;
const [ERROR, BULK, ARRAY] = ["-", "$", "*"].map((type) => type.charCodeAt(0));

/** The end of the reply that begins at `at`, or -1 when it is incomplete. @throws an error reply */
function endOf(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(LINE_FEED, at) + 1;
  if (end === 0) return -1;
  const type = bytes[at];
  if (type === ERROR) throw new Error(bytes.toString("utf8", at + 1, end - 2));
  if (type !== BULK && type !== ARRAY) return end;
  const count = Number(bytes.toString("latin1", at + 1, end - 2));
  if (type === BULK) {
    const last = count < 0 ? end : end + count + 2;
    return last <= bytes.length ? last : -1;
  }
  let to = end;
  for (let n = 0; n < count && to >= 0; n++) to = endOf(bytes, to);
  return to;
}

const BATCH = 50; // commands per write

type Run = { count: number; callAt(n: number): string; sent: number; answered: number; done(error?: Error): void };

/** A minimal client: keeps up to `depth` commands in flight and only counts the replies. */
export class Pipe {
  readonly #socket: net.Socket;
  #bytes: Buffer = Buffer.alloc(0);
  #run: Run | undefined;

  constructor(
    url: string,
    readonly depth: number,
  ) {
    const { hostname, port } = new URL(url);
    this.#socket = net.connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.on("data", (chunk) => this.#read(chunk)).on("error", (error) => this.#run?.done(error));
  }

  #read(chunk: Buffer): void {
    const run = this.#run;
    if (!run) return;
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    try {
      let at = 0;
      for (let end = endOf(this.#bytes, at); end >= 0; end = endOf(this.#bytes, at)) {
        at = end;
        run.answered++;
      }
      this.#bytes = this.#bytes.subarray(at);
    } catch (error) {
      run.done(error as Error);
      return;
    }
    if (run.answered === run.count) run.done();
    else this.#fill(run);
  }

  #fill(run: Run): void {
    while (run.sent < run.count && run.sent - run.answered < this.depth) {
      const upTo = Math.min(run.count, run.sent + Math.min(BATCH, this.depth));
      let text = "";
      while (run.sent < upTo) text += run.callAt(run.sent++);
      this.#socket.write(text);
    }
  }

  /** Sends `count` commands in order. @throws the first error reply */
  run(count: number, callAt: (n: number) => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error) => (error ? reject(error) : resolve());
      this.#run = { count, callAt, sent: 0, answered: 0, done };
      this.#fill(this.#run);
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}
