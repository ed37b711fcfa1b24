import type { Snapshot } from "@/lib/booking";
import { compress, type Encoding } from "../framework/compression";
import { etagOf } from "../framework/etag";
import type { Made } from "../framework/response";
import { serializeSeatMap } from "./serialize";

/** A snapshot as everybody without a seat in it gets it: written once, and packed once each way. */
type Shared = { etag: string; text?: string; packed: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>> };

const kept = new WeakMap<Snapshot, Shared>();

const tag = ({ version, hall, statusCodes }: Snapshot, own: readonly number[]) =>
  etagOf(`${version} ${hall.revision} ${statusCodes} ${own.join()}`);

function sharedOf(snapshot: Snapshot): Shared {
  const known = kept.get(snapshot);
  if (known) return known;
  const made: Shared = { etag: tag(snapshot, []), packed: new Map() };
  kept.set(snapshot, made);
  return made;
}

function sharedText(snapshot: Snapshot): string {
  const shared = sharedOf(snapshot);
  shared.text ??= serializeSeatMap(snapshot, []);
  return shared.text;
}

function sharedPacked(snapshot: Snapshot, packing: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const { packed } = sharedOf(snapshot);
  const known = packed.get(packing);
  if (known) return known;
  const made = compress(sharedText(snapshot), packing);
  packed.set(packing, made);
  return made;
}

/** The ETag of the map as whoever has these places sees it. */
export const seatMapEtag = (snapshot: Snapshot, own: readonly number[]): string =>
  own.length === 0 ? sharedOf(snapshot).etag : tag(snapshot, own);

/** The whole map for whoever has these places, packed as they take it. Only who has some gets one written for them. */
export function seatMapBody(
  snapshot: Snapshot,
  own: readonly number[],
  packing: Encoding | null,
): Made | Promise<Made> {
  if (own.length === 0) return packing ? sharedPacked(snapshot, packing) : sharedText(snapshot);
  const text = serializeSeatMap(snapshot, own);
  return packing ? compress(text, packing, { quick: true }) : text;
}
