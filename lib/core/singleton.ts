const globals = globalThis as { jari?: Map<string, unknown> };

/** What `make` built the first time this process asked for `name`: pools and registries survive a hot reload. */
export function processSingleton<T>(name: string, create: () => T): T {
  globals.jari ??= new Map();
  if (!globals.jari.has(name)) globals.jari.set(name, create());
  return globals.jari.get(name) as T;
}
