import { cachedSeatMap, changedSince, msUntilRefresh, ownSeatIndexes, type Snapshot } from "@/lib/booking";
import { log } from "@/lib/core/log";
import { formatEvent, type SseConnection } from "./connection";
import { serializeChanges } from "./serialize";

const REAUTHORIZE_EVERY_MS = 3_000; // a turn that ended is noticed then; one look into Redis each
const HEARTBEAT_EVERY_MS = 15_000; // proxies close what is silent for a minute

const CLOSED = formatEvent("over", "{}");

type Written = { bytes: Uint8Array; places: ReadonlySet<number> };

const reload = (snapshot: Snapshot) =>
  formatEvent("reload", JSON.stringify({ version: snapshot.version }), snapshot.version);

function changes(snapshot: Snapshot, since: number, own: ReadonlySet<number>): Written {
  const places = changedSince(snapshot, since);
  if (!places) return { bytes: reload(snapshot), places: new Set() };
  const text = serializeChanges(snapshot, since, places, own);
  return { bytes: formatEvent("changes", text, snapshot.version), places: new Set(places) };
}

/** Tells a viewer what they have not seen. What is the same for everybody at their version is written once. */
export function sendChanges(viewer: SseConnection, snapshot: Snapshot, written: Map<number, Written>): void {
  const since = viewer.version;
  const shared = written.get(since) ?? changes(snapshot, since, new Set());
  written.set(since, shared);
  const own = ownSeatIndexes(snapshot, viewer.userId);
  const theirs = own.some((place) => shared.places.has(place));
  viewer.send(theirs ? changes(snapshot, since, new Set(own)).bytes : shared.bytes);
  viewer.version = snapshot.version;
}

/** Those who look at one date. While somebody does, the hall is read once a second, and each is told what changed. */
export class SeatChannel {
  readonly connections = new Set<SseConnection>();
  #timer: NodeJS.Timeout | undefined;
  #heartbeatAt = performance.now() + HEARTBEAT_EVERY_MS;
  #allowedAt = performance.now() + REAUTHORIZE_EVERY_MS;

  constructor(readonly scheduleId: string) {}

  add(viewer: SseConnection): void {
    this.connections.add(viewer);
    this.#timer ??= this.#waitForNext();
  }

  /** Without viewers the room is done; whoever comes later enters another. */
  remove(viewer: SseConnection): void {
    this.connections.delete(viewer);
    if (this.connections.size === 0) clearTimeout(this.#timer);
  }

  #waitForNext(): NodeJS.Timeout {
    return setTimeout(() => this.#turn(), msUntilRefresh(this.scheduleId) + 1);
  }

  async #turn(): Promise<void> {
    await this.#tellAll();
    const now = performance.now();
    if (now >= this.#heartbeatAt) {
      this.#heartbeatAt = now + HEARTBEAT_EVERY_MS;
      for (const viewer of this.connections) viewer.ping();
    }
    if (now >= this.#allowedAt) {
      this.#allowedAt = Number.POSITIVE_INFINITY; // until all have been asked about
      void this.#dismiss().finally(() => {
        this.#allowedAt = performance.now() + REAUTHORIZE_EVERY_MS;
      });
    }
    if (this.connections.size > 0) this.#timer = this.#waitForNext();
  }

  async #tellAll(): Promise<void> {
    try {
      const snapshot = await cachedSeatMap(this.scheduleId);
      const written = new Map<number, Written>();
      for (const viewer of this.connections)
        if (viewer.version !== snapshot.version) sendChanges(viewer, snapshot, written);
    } catch (error) {
      log.warn({ scheduleId: this.scheduleId, err: String(error) }, "a hall cannot be read; who looks asks again");
      for (const viewer of this.connections) viewer.close();
    }
  }

  /** Ends the streams of those who may not look any more. */
  async #dismiss(): Promise<void> {
    for (const viewer of [...this.connections]) {
      if (!viewer.isOpen || (await viewer.isAuthorized())) continue;
      viewer.send(CLOSED);
      viewer.close();
    }
  }
}
