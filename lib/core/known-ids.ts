const FRESH_MS = 1_000;
const STALE_MS = 3_000; // until then the ids that were read last answer while they are read again
const MAX_NEW = 1_000n; // ids come from a sequence, and nobody creates more within these seconds
const SEQUENCE_MAX = 10n ** 17n; // above it are the secret ids of rehearsals' copies, which say nothing about new ids

/** Says which ids cannot exist, so that made-up ones are answered without an engine. */
export type KnownIds = {
  /** Without asking anybody. */
  has(id: string): boolean;
  /** False for an id that does not exist; true for one that may, such as one that was just created elsewhere. */
  mayExist(id: string): Promise<boolean>;
};

/**
 * Keeps the ids of a table in memory. However many unknown ids are asked for, `load` runs once a second at most; when it
 * fails, every id may exist.
 */
export function createKnownIds(load: () => Promise<string[]>, now: () => number = () => performance.now()): KnownIds {
  let ids: ReadonlySet<string> = new Set();
  let newest = 0n;
  let loadedAt = Number.NEGATIVE_INFINITY;
  let isComplete = false;
  let loading: Promise<void> | undefined;

  async function reload(): Promise<void> {
    try {
      ids = new Set(await load());
      newest = [...ids].map(BigInt).reduce((most, id) => (id > most && id < SEQUENCE_MAX ? id : most), 0n);
      isComplete = true;
    } catch {
      isComplete = false; // whoever asks for the row itself reports the failure
    }
    loadedAt = now();
    loading = undefined;
  }

  return {
    has: (id) => ids.has(id),
    async mayExist(id) {
      if (ids.has(id)) return true;
      const ageMs = now() - loadedAt;
      if (ageMs >= FRESH_MS) loading ??= reload();
      if (ageMs >= STALE_MS) await loading;
      if (!isComplete || ids.has(id)) return true;
      const wanted = BigInt(id);
      return wanted > newest && wanted <= newest + MAX_NEW;
    },
  };
}
