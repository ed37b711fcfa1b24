/** Bytes the server's process has, and of them what its objects take. */
export type Memory = { resident: number; heap: number };

/** What the process behind this address says about its memory. */
export async function memoryOf(base: string): Promise<Memory> {
  const text = await (await fetch(`${base}/api/metrics`)).text();
  const gauge = (name: string) => Number(new RegExp(`^${name} (\\S+)`, "m").exec(text)?.[1]);
  return { resident: gauge("process_resident_memory_bytes"), heap: gauge("nodejs_heap_size_used_bytes") };
}

/** The least that was ever in use: what remains when the garbage is gone. */
const floor = (samples: readonly Memory[], what: keyof Memory) => Math.min(...samples.map((sample) => sample[what]));

/** How the memory in use grew from the first half of the samples (after a warm-up of a tenth) to the second, as a ratio. */
export function growth(samples: readonly Memory[], what: keyof Memory): number {
  const warm = samples.slice(Math.ceil(samples.length / 10));
  const half = Math.floor(warm.length / 2);
  return floor(warm.slice(half), what) / floor(warm.slice(0, half), what);
}
