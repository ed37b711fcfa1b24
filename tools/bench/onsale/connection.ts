import net from "node:net";
import tls from "node:tls";
import { HttpParser, type ResponseHead } from "./http-parser";

export type Reply = ResponseHead & { body: Buffer };

type Exchange = {
  onData: ((chunk: Buffer) => void) | undefined;
  resolve(reply: Reply): void;
  reject(error: Error): void;
  deadlineAt: number;
  chunks: Buffer[];
  head: ResponseHead | undefined;
};

/** What all connections of a process share: which are open, what they carried, and where they lead. */
export class Network {
  /** Whether each fan comes from an address of their own: Linux has sixteen million of them on its loopback device. */
  readonly hasOwnAddresses: boolean;
  readonly #open = new Set<Connection>();
  #closedBytes = 0;
  #address = 0;

  /** @param maxOpen beyond it, a connection is closed after its request, as phones and routers do */
  constructor(
    readonly url: URL,
    private readonly maxOpen: number,
  ) {
    this.hasOwnAddresses = process.platform === "linux" && /^127\./.test(url.hostname);
  }

  get isFull(): boolean {
    return this.#open.size > this.maxOpen;
  }

  get bytes(): number {
    return [...this.#open].reduce((sum, { bytes }) => sum + bytes, this.#closedBytes);
  }

  nextAddress(): string | undefined {
    if (!this.hasOwnAddresses) return undefined;
    const n = this.#address++;
    return `127.${100 + ((n >> 16) & 63)}.${(n >> 8) & 255}.${1 + (n % 254)}`;
  }

  connect(localAddress: string | undefined): net.Socket {
    const { hostname: host, port, protocol } = this.url;
    if (protocol === "https:") return tls.connect({ host, port: Number(port || 443), servername: host });
    return net.connect({ host, port: Number(port || 80), noDelay: true, localAddress });
  }

  onOpen(connection: Connection): void {
    this.#open.add(connection);
  }

  onClose(connection: Connection, bytes: number): void {
    this.#closedBytes += bytes;
    this.#open.delete(connection);
  }

  /** Breaks off what waits longer than its sender wants to; call it about once a second. */
  checkDeadlines(now: number): void {
    for (const connection of this.#open)
      if (connection.deadlineAt < now) connection.close(new Error("no answer in time"));
  }
}

/** A kept connection of one browser, with one request at a time. It reconnects after the server has closed it. */
export class Connection {
  #socket: net.Socket | undefined;
  #exchange: Exchange | undefined;

  constructor(
    private readonly network: Network,
    private readonly localAddress: string | undefined,
  ) {}

  get bytes(): number {
    return (this.#socket?.bytesRead ?? 0) + (this.#socket?.bytesWritten ?? 0);
  }

  get deadlineAt(): number {
    return this.#exchange?.deadlineAt ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Sends a complete request. With `onData` the body is handed over as it arrives, and not kept.
   * @throws when the connection breaks, or nothing has come by `deadlineAt`
   */
  send(request: string, deadlineAt: number, onData?: (chunk: Buffer) => void): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const socket = this.#socket ?? this.#connect();
      this.#exchange = { onData, resolve, reject, deadlineAt, chunks: [], head: undefined };
      socket.write(request);
    });
  }

  close(error = new Error("closed")): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = undefined;
    this.network.onClose(this, socket.bytesRead + socket.bytesWritten);
    socket.destroy();
    const exchange = this.#exchange;
    this.#exchange = undefined;
    exchange?.reject(error);
  }

  #connect(): net.Socket {
    const socket = this.network.connect(this.localAddress);
    const parser = new HttpParser({
      onHead: (head) => {
        if (this.#exchange) this.#exchange.head = head;
      },
      onData: (chunk) => {
        const exchange = this.#exchange;
        if (exchange?.onData && exchange.head?.status === 200) exchange.onData(chunk);
        else exchange?.chunks.push(chunk);
      },
      onEnd: () => this.#finish(),
    });
    const onLost = (error: Error) => {
      if (this.#socket === socket) this.close(error);
    };
    socket.on("data", (chunk) => parser.push(chunk));
    socket.on("error", onLost).on("close", () => onLost(new Error("the connection was closed")));
    this.#socket = socket;
    this.network.onOpen(this);
    return socket;
  }

  #finish(): void {
    const exchange = this.#exchange;
    if (!exchange?.head) return;
    this.#exchange = undefined;
    const { head, chunks } = exchange;
    const [only] = chunks;
    const body = chunks.length === 1 && only ? only : Buffer.concat(chunks);
    if (this.network.isFull || head.headers.get("connection") === "close") this.close();
    exchange.resolve({ ...head, body });
  }
}
