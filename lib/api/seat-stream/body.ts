import { LRUCache } from "lru-cache";
import type { Snapshot } from "@/lib/booking";
import { compress, type Encoding } from "../framework/compression";
import { etagOf } from "../framework/etag";
import type { RawBody } from "../framework/response";
import { serializeSeatMap } from "./serialize";

/** The newest map of a schedule for readers without a seat in it, compressed once per encoding. */
type SharedMap = {
  version: number;
  revision: string;
  etag: string;
  text?: string;
  compressed: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>;
};

const MAX_CACHED_SEATS = 500_000; // of all halls; a seat takes about 150 bytes as text

const sharedMaps = new LRUCache<string, SharedMap>({ maxSize: MAX_CACHED_SEATS });

const buildEtag = ({ version, hall, statusCodes }: Snapshot, own: readonly number[]) =>
  etagOf(`${version} ${hall.revision} ${statusCodes} ${own.join()}`);

function sharedMapOf(snapshot: Snapshot): SharedMap {
  const { scheduleId, version, hall } = snapshot;
  const { revision, seats } = hall;
  const cached = sharedMaps.get(scheduleId);
  if (cached?.version === version && cached.revision === revision) return cached;
  const shared: SharedMap = { version, revision, etag: buildEtag(snapshot, []), compressed: new Map() };
  sharedMaps.set(scheduleId, shared, { size: Math.max(1, seats.length) });
  return shared;
}

function sharedText(snapshot: Snapshot): string {
  const shared = sharedMapOf(snapshot);
  shared.text ??= serializeSeatMap(snapshot, []);
  return shared.text;
}

function sharedCompressed(snapshot: Snapshot, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const { compressed } = sharedMapOf(snapshot);
  const pending = compressed.get(encoding) ?? compress(sharedText(snapshot), encoding);
  compressed.set(encoding, pending);
  return pending;
}

export const seatMapEtag = (snapshot: Snapshot, own: readonly number[]): string =>
  own.length === 0 ? sharedMapOf(snapshot).etag : buildEtag(snapshot, own);

/** The whole map in the client's encoding. Only an owner of seats gets one serialized for them alone. */
export async function seatMapBody(
  snapshot: Snapshot,
  own: readonly number[],
  encoding: Encoding | null,
): Promise<RawBody> {
  if (own.length === 0) return encoding ? sharedCompressed(snapshot, encoding) : sharedText(snapshot);
  const text = serializeSeatMap(snapshot, own);
  return encoding ? compress(text, encoding, { quick: true }) : text;
}
