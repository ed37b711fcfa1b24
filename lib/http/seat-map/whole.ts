import type { Snapshot } from "@/lib/booking";
import type { Made } from "../frame/answer";
import { etagOf } from "../frame/etag";
import { type Packing, pack } from "../frame/packing";
import { mapText } from "./text";

/** A snapshot as everybody without a seat in it gets it: written once, and packed once each way. */
type Shared = { etag: string; text?: string; packed: Map<Packing, Promise<Uint8Array<ArrayBuffer>>> };

const kept = new WeakMap<Snapshot, Shared>();

const tag = ({ version, hall, letters }: Snapshot, own: readonly number[]) =>
  etagOf(`${version} ${hall.edition} ${letters} ${own.join()}`);

function sharedOf(snapshot: Snapshot): Shared {
  const known = kept.get(snapshot);
  if (known) return known;
  const made: Shared = { etag: tag(snapshot, []), packed: new Map() };
  kept.set(snapshot, made);
  return made;
}

function sharedText(snapshot: Snapshot): string {
  const shared = sharedOf(snapshot);
  shared.text ??= mapText(snapshot, []);
  return shared.text;
}

function sharedPacked(snapshot: Snapshot, packing: Packing): Promise<Uint8Array<ArrayBuffer>> {
  const { packed } = sharedOf(snapshot);
  const known = packed.get(packing);
  if (known) return known;
  const made = pack(sharedText(snapshot), packing);
  packed.set(packing, made);
  return made;
}

/** The ETag of the map as whoever has these places sees it. */
export const etagFor = (snapshot: Snapshot, own: readonly number[]): string =>
  own.length === 0 ? sharedOf(snapshot).etag : tag(snapshot, own);

/** The whole map for whoever has these places, packed as they take it. Only who has some gets one written for them. */
export function wholeFor(snapshot: Snapshot, own: readonly number[], packing: Packing | null): Made | Promise<Made> {
  if (own.length === 0) return packing ? sharedPacked(snapshot, packing) : sharedText(snapshot);
  const text = mapText(snapshot, own);
  return packing ? pack(text, packing, { quick: true }) : text;
}
