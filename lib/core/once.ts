const kept = globalThis as { jari?: Map<string, unknown> };

/** What `make` built the first time this process asked for `name`: pools and registries survive a hot reload. */
export function oncePerProcess<T>(name: string, make: () => T): T {
  kept.jari ??= new Map();
  if (!kept.jari.has(name)) kept.jari.set(name, make());
  return kept.jari.get(name) as T;
}
