import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Network, Reply } from "./connection";
import { type FontFace, fontsFor, type PageFiles, parseFontFaces, parsePageFiles } from "./page-files";
import { countIn, emptyStats } from "./stats";
import { Timers } from "./timers";

/** What a browser may do with a file it has had before. */
export type FileInfo = { index: number; isImmutable: boolean; isFresh: boolean; etag: string | undefined };

const REPARSE_MS = 1_000; // a page's files are read from HTML that a fan got within this time

export const decoded = ({ headers, body }: Pick<Reply, "headers" | "body">): Buffer => {
  const encoding = headers.get("content-encoding");
  return encoding === "br" ? brotliDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body;
};

/** What all fans of this process share: timers, counts, and what is the same in every browser. */
export class Site {
  readonly timers = new Timers();
  readonly stats = emptyStats();
  readonly files = new Map<string, FileInfo>();
  readonly #pages = new Map<string, PageFiles & { parsedAt: number }>();
  readonly #faces = new Map<string, FontFace[]>();
  readonly #fonts = new Map<string, string[]>();

  /** @param pace by which every human pause is multiplied */
  constructor(
    readonly network: Network,
    readonly pace: number,
    /** The address that people type. */
    readonly address: URL = network.url,
    readonly random: () => number = Math.random,
  ) {}

  /** Waits as a person does, about `ms` milliseconds. */
  think(ms: number): Promise<void> {
    return this.timers.sleep(ms * this.pace * (0.6 + 0.8 * this.random()));
  }

  /** The files of a page, from this answer or one of the last second: unpacking each would cost more than the request. */
  pageFiles(path: string, reply: Reply): PageFiles {
    const now = performance.now();
    const known = this.#pages.get(path);
    if (known && now < known.parsedAt + REPARSE_MS) return known;
    const parsed = { ...parsePageFiles(decoded(reply).toString()), parsedAt: now };
    this.#pages.set(path, parsed);
    return parsed;
  }

  /** Remembers what a browser may keep of this file, and which fonts a style sheet offers. */
  learnFile(file: string, reply: Reply): FileInfo {
    const known = this.files.get(file);
    if (known || reply.status !== 200)
      return known ?? { index: -1, isImmutable: false, isFresh: false, etag: undefined };
    const control = reply.headers.get("cache-control") ?? "";
    const info = {
      index: this.files.size,
      isImmutable: /\bimmutable\b/.test(control),
      isFresh: /\bmax-age=[1-9]/.test(control),
      etag: reply.headers.get("etag"),
    };
    this.files.set(file, info);
    if (/\btext\/css\b/.test(reply.headers.get("content-type") ?? ""))
      this.#faces.set(file, parseFontFaces(decoded(reply).toString(), file));
    return info;
  }

  /** The fonts that the style sheets of a page bring for its characters. */
  fontsOf(path: string, { files, characters }: PageFiles): string[] {
    const sheets = files.filter((file) => this.#faces.has(file));
    const key = `${path} ${sheets.join(" ")}`;
    const known = this.#fonts.get(key);
    if (known) return known;
    const fonts = fontsFor(
      sheets.flatMap((file) => this.#faces.get(file) ?? []),
      characters,
    ).filter((file) => !files.includes(file));
    this.#fonts.set(key, fonts);
    return fonts;
  }

  /** Counts an answer that sent somebody away, and whether a page may do that. */
  countRefusal(step: string, status: number, code: string, retryAfterSeconds: number | null): void {
    countIn(this.stats.refusals, `${step} ${status} ${code}`);
    const isFault = status >= 500 && (status !== 503 || retryAfterSeconds === null);
    if (isFault) countIn(this.stats.faults, `${step} ${status} ${code}`);
  }
}
