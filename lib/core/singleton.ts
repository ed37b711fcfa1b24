const globals = globalThis as { jari?: Map<string, unknown> };

/** One instance of `name` per process, shared by Next's bundles and kept over a hot reload. */
export function processSingleton<T>(name: string, create: () => T): T {
  globals.jari ??= new Map();
  if (!globals.jari.has(name)) globals.jari.set(name, create());
  return globals.jari.get(name) as T;
}
