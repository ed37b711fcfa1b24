/** Settles like `promise`, or rejects with `onTimeout()` after `ms`; the work goes on. */
export async function withTimeout<T>(
  promise: Promise<T>,
  { ms, onTimeout }: { ms: number; onTimeout: () => Error },
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(onTimeout()), ms).unref();
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
