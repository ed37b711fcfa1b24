import { LRUCache } from "lru-cache";
import { withTimeout } from "@/lib/core/timeout";
import type { PageCopy } from "./page-copy";
import { cacheName, type PageKey } from "./page-key";

const FRESH_MS = 1_000; // a page is rendered once in this time, however many ask
const STALE_MS = 5_000; // longer, while the next copy is rendered; as Cache-Control says
const STALE_IF_ERROR_MS = 10 * 60_000; // while Next renders nothing
const MAX_WAIT_MS = 2_000; // for a new copy, where there is an old one
const BUSY_RENDERS = 4; // at once
const SLOT_BYTES = 512; // about what a page takes that has no copy

/** `mustBeNew`: something was saved since the previous copy, or there is none. */
export type RenderOptions = { previous: PageCopy | undefined; mustBeNew: boolean };

/** A new copy of a page, or null where its answer is none to share. @throws while Next renders nothing */
export type Render = (key: PageKey, options: RenderOptions) => Promise<PageCopy | null>;

type Rendering = { startedAt: number; changes: number; isPending: boolean; result: ReturnType<Render> };

/** What is known of a page; `changes` counts the drops before its rendering began. */
type Slot = { copy?: PageCopy; renderedAt: number; changes: number; rendering?: Rendering };

type StoreOptions = { render: Render; maxBytes: number; now?: () => number };

/** Copies of pages in at most `maxBytes`, each rendered at most once a second, and anew after `drop()`. */
export class PageStore {
  readonly #slots: LRUCache<string, Slot>;
  readonly #render: Render;
  readonly #now: () => number;
  #changes = 0;
  #pending = 0;

  constructor({ render, maxBytes, now = () => performance.now() }: StoreOptions) {
    this.#render = render;
    this.#now = now;
    this.#slots = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ copy }) => SLOT_BYTES + (copy?.bytes ?? 0),
    });
  }

  /** Makes every copy outdated: none is sent again, unless Next renders no other. */
  drop(): void {
    this.#changes++;
  }

  /** Whether Next renders as much as it can. */
  get isBusy(): boolean {
    return this.#pending >= BUSY_RENDERS;
  }

  /** Whether there is a copy of a page, however old. */
  has(key: PageKey): boolean {
    return this.#slots.peek(cacheName(key))?.copy !== undefined;
  }

  /** The bytes of all copies. */
  get bytes(): number {
    return this.#slots.calculatedSize;
  }

  /**
   * A copy at most a second old, or six while the next one is rendered, or ten minutes while Next renders nothing. Null
   * where there is none, and the page itself must be asked for.
   */
  find(key: PageKey): PageCopy | Promise<PageCopy | null> {
    const name = cacheName(key);
    const slot = this.#slots.get(name);
    const copy = slot?.copy;
    if (!slot || !copy) return this.#refresh(key, name, slot).catch(() => null);
    const ageMs = this.#now() - slot.renderedAt;
    const isCurrent = slot.changes === this.#changes;
    if (isCurrent && ageMs < FRESH_MS) return copy;
    const next = this.#refresh(key, name, slot);
    const late = withTimeout(next, { ms: MAX_WAIT_MS, onTimeout: () => new Error("Next renders slowly") });
    const nextOrLast = late.catch(() => (ageMs < STALE_IF_ERROR_MS ? copy : null));
    return isCurrent && ageMs < FRESH_MS + STALE_MS ? copy : nextOrLast;
  }

  /** Joins the rendering that is pending, or that of this second that gave no copy; else starts one. */
  #refresh(key: PageKey, name: string, slot: Slot = { renderedAt: -Infinity, changes: -1 }): ReturnType<Render> {
    const startedAt = this.#now();
    const { rendering } = slot;
    const mayJoin = rendering?.isPending || startedAt - (rendering?.startedAt ?? -Infinity) < FRESH_MS;
    if (rendering && mayJoin && rendering.changes === this.#changes) return rendering.result;
    this.#pending++;
    const started: Rendering = {
      startedAt,
      changes: this.#changes,
      isPending: true,
      result: this.#render(key, { previous: slot.copy, mustBeNew: slot.changes !== this.#changes }).finally(() => {
        started.isPending = false;
        this.#pending--;
      }),
    };
    slot.rendering = started;
    this.#slots.set(name, slot);
    started.result.then(
      (copy) => this.#keep(name, started, copy),
      () => {}, // whoever waits is told
    );
    return started.result;
  }

  #keep(name: string, { startedAt, changes, ...rest }: Rendering, copy: PageCopy | null): void {
    const slot = this.#slots.get(name);
    if (slot && slot.renderedAt > startedAt) return; // a later rendering was faster
    const rendering = slot?.rendering ?? { startedAt, changes, ...rest };
    this.#slots.set(name, { renderedAt: startedAt, changes, rendering, ...(copy && { copy }) });
  }
}
