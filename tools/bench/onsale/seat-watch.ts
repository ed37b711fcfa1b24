import { z } from "zod";
import type { Browser } from "./browser";
import { type Block, blocksOf, type MapSeat } from "./choose-seats";
import { decoded, type Site } from "./site";

const mapSchema = z.object({
  version: z.number(),
  seats: z.array(
    z.object({
      number: z.number(),
      section: z.string(),
      row: z.string(),
      grade: z.string(),
      price: z.number(),
      status: z.string(),
      mine: z.boolean(),
    }),
  ),
});
const changesSchema = z.object({
  version: z.number(),
  since: z.number(),
  changes: z.array(z.object({ number: z.number(), status: z.string() })),
});

type SharedMap = { version: number; blocks: Block[]; free: ReadonlySet<number> };

const RETRY_MS = 2_000;

/** The seat maps that fans of this process have read, by ETag: unpacking and parsing one costs a hundred requests. */
export class SeatMaps {
  #newest: { etag: string; map: SharedMap } | undefined;

  read(etag: string, body: () => unknown): SharedMap {
    if (etag && this.#newest?.etag === etag) return this.#newest.map;
    const { version, seats } = mapSchema.parse(body());
    const free = new Set(seats.filter(({ status }) => status === "AVAILABLE").map(({ number }) => number));
    const map = { version, blocks: blocksOf(seats), free };
    this.#newest = { etag, map };
    return map;
  }
}

/** A fan's seat map: read once, then kept current by the stream, as the seat page does. */
export class SeatWatch {
  #blocks: readonly Block[] = [];
  #free = new Set<number>();
  #version = 0;
  #close = () => {};
  #isClosed = false;
  #text = "";

  private constructor(
    private readonly site: Site,
    private readonly browser: Browser,
    private readonly maps: SeatMaps,
    private readonly scheduleId: string,
  ) {}

  /** Reads the map and opens the stream; null when the session is over. */
  static async open(site: Site, browser: Browser, maps: SeatMaps, scheduleId: string): Promise<SeatWatch | null> {
    const watch = new SeatWatch(site, browser, maps, scheduleId);
    if (!(await watch.#load())) return null;
    watch.#openStream();
    return watch;
  }

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  get freeSeats(): number {
    return this.#free.size;
  }

  isFree = ({ number }: MapSeat): boolean => this.#free.has(number);

  /** Marks seats that somebody else was faster to take. */
  setTaken(numbers: readonly number[]): void {
    for (const number of numbers) this.#free.delete(number);
  }

  close(): void {
    this.#isClosed = true;
    this.#close();
  }

  async #load(): Promise<boolean> {
    const path = `/api/seats?scheduleId=${this.scheduleId}`;
    for (;;) {
      const began = performance.now();
      const reply = await this.browser.fetch(path).catch(() => null);
      const status = reply?.status ?? 0;
      if (reply && status === 200) {
        const read = this.maps.read(reply.headers.get("etag") ?? "", () => JSON.parse(decoded(reply).toString()));
        this.site.stats.ms.seatMap.push(performance.now() - began);
        this.#blocks = read.blocks;
        this.#free = new Set(read.free);
        this.#version = read.version;
        return true;
      }
      const seconds = Number(reply?.headers.get("retry-after")) || null;
      if (reply && status < 500 && status !== 429) return false;
      this.site.countRefusal("seats", status, reply ? "BUSY" : "OFFLINE", seconds);
      await this.site.timers.sleep(seconds ? 1_000 * seconds : RETRY_MS);
    }
  }

  #openStream(): void {
    this.#text = "";
    const path = `/api/seats/stream?scheduleId=${this.scheduleId}&since=${this.#version}`;
    const onClosed = () => {
      if (!this.#isClosed)
        this.site.timers.at(performance.now() + RETRY_MS, () => this.#isClosed || this.#openStream());
    };
    this.#close = this.browser.stream(path, (chunk) => this.#onText(chunk.toString()), onClosed);
  }

  #onText(text: string): void {
    this.#text += text;
    for (let end = this.#text.indexOf("\n\n"); end >= 0; end = this.#text.indexOf("\n\n")) {
      this.#onEvent(this.#text.slice(0, end));
      this.#text = this.#text.slice(end + 2);
    }
  }

  #onEvent(event: string): void {
    if (event.includes("event: reload")) void this.#load().catch(() => {});
    if (!event.includes("event: changes")) return;
    const { version, changes } = changesSchema.parse(JSON.parse(event.slice(event.indexOf("data: ") + 6)));
    if (version <= this.#version) return;
    this.#version = version;
    for (const { number, status } of changes) {
      if (status === "AVAILABLE") this.#free.add(number);
      else this.#free.delete(number);
    }
  }
}
