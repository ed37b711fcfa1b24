import { cachedSeatMap, changedSince, msUntilRefresh, ownSeatIndexes, type Snapshot } from "@/lib/booking";
import { describeError } from "@/lib/core/describe-error";
import { log } from "@/lib/core/log";
import { formatEvent, type SseConnection } from "./connection";
import { serializeChanges } from "./serialize";

const REAUTHORIZE_EVERY_MS = 3_000; // an ended session is noticed then, at the cost of one Redis call each
const PING_EVERY_MS = 15_000; // proxies close connections that are silent for a minute

const CLOSED = formatEvent("over", "{}");

type Changes = { event: Uint8Array; indexes: ReadonlySet<number> };

const reloadEvent = (snapshot: Snapshot) =>
  formatEvent("reload", JSON.stringify({ version: snapshot.version }), snapshot.version);

function changesSince(snapshot: Snapshot, since: number, own: ReadonlySet<number>): Changes {
  const indexes = changedSince(snapshot, since);
  if (!indexes) return { event: reloadEvent(snapshot), indexes: new Set() };
  const text = serializeChanges(snapshot, since, indexes, own);
  return { event: formatEvent("changes", text, snapshot.version), indexes: new Set(indexes) };
}

/** Sends a connection its unseen changes. `shared` caches, by version, what is the same for every reader. */
export function sendChanges(connection: SseConnection, snapshot: Snapshot, shared: Map<number, Changes>): void {
  const since = connection.version;
  const changes = shared.get(since) ?? changesSince(snapshot, since, new Set());
  shared.set(since, changes);
  const own = ownSeatIndexes(snapshot, connection.userId);
  const concernsOwn = own.some((index) => changes.indexes.has(index));
  connection.send(concernsOwn ? changesSince(snapshot, since, new Set(own)).event : changes.event);
  connection.version = snapshot.version;
}

/** While a schedule has connections, its seats are read once a second and changes are sent to all. */
export class SeatChannel {
  readonly connections = new Set<SseConnection>();
  #timer: NodeJS.Timeout | undefined;
  #pingAt = performance.now() + PING_EVERY_MS;
  #reauthorizeAt = performance.now() + REAUTHORIZE_EVERY_MS;

  constructor(readonly scheduleId: string) {}

  add(connection: SseConnection): void {
    this.connections.add(connection);
    this.#timer ??= this.#scheduleTick();
  }

  /** A channel without connections has ended; the next connection begins another. */
  remove(connection: SseConnection): void {
    this.connections.delete(connection);
    if (this.connections.size === 0) clearTimeout(this.#timer);
  }

  #scheduleTick(): NodeJS.Timeout {
    return setTimeout(() => this.#tick(), msUntilRefresh(this.scheduleId) + 1);
  }

  async #tick(): Promise<void> {
    await this.#sendChanges();
    const now = performance.now();
    if (now >= this.#pingAt) {
      this.#pingAt = now + PING_EVERY_MS;
      for (const connection of this.connections) connection.ping();
    }
    if (now >= this.#reauthorizeAt) {
      this.#reauthorizeAt = Number.POSITIVE_INFINITY; // until this round is over
      void this.#closeUnauthorized().finally(() => {
        this.#reauthorizeAt = performance.now() + REAUTHORIZE_EVERY_MS;
      });
    }
    if (this.connections.size > 0) this.#timer = this.#scheduleTick();
  }

  async #sendChanges(): Promise<void> {
    try {
      const snapshot = await cachedSeatMap(this.scheduleId);
      const shared = new Map<number, Changes>();
      for (const connection of this.connections)
        if (connection.version !== snapshot.version) sendChanges(connection, snapshot, shared);
    } catch (error) {
      log.warn(
        { scheduleId: this.scheduleId, err: describeError(error) },
        "seats cannot be read; their streams are closed",
      );
      for (const connection of this.connections) connection.close();
    }
  }

  async #closeUnauthorized(): Promise<void> {
    for (const connection of [...this.connections]) {
      if (!connection.isOpen || (await connection.isAuthorized())) continue;
      connection.send(CLOSED);
      connection.close();
    }
  }
}
