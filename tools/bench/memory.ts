/** The resident memory that a server reports, in bytes. */
export async function residentBytes(url: string): Promise<number> {
  const text = await (await fetch(`${url}/api/metrics`)).text();
  const bytes = Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
  if (bytes > 0) return bytes;
  throw new Error("the metrics have no resident memory");
}
