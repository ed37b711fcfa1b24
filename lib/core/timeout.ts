/** Settles like `promise`, or rejects with `onTimeout()` after `ms`; the work goes on. */
export function withTimeout<T>(
  promise: Promise<T>,
  { ms, onTimeout }: { ms: number; onTimeout: () => Error },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(onTimeout()), ms).unref();
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
