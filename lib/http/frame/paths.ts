import type { Endpoint } from "./endpoint";

type Branch = { segments: string[]; byMethod: Map<string, Endpoint> };
export type Found = { byMethod: Map<string, Endpoint>; params: Record<string, string> };

const split = (path: string) => path.split("/").slice(1);

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function match(segments: string[], path: string[]): Record<string, string> | null {
  if (segments.length !== path.length) return null;
  const params: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const given = path[at] ?? "";
    if (segment === given) continue;
    const value = segment.startsWith("{") ? decoded(given) : null;
    if (!value) return null;
    params[segment.slice(1, -1)] = value;
  }
  return params;
}

/** The paths of these endpoints, ready to be looked up: those without parameters in one step. */
export function pathsOf(endpoints: readonly Endpoint[]): (path: string) => Found | null {
  const fixed = new Map<string, Found>();
  const open: Branch[] = [];
  for (const endpoint of endpoints) {
    const { path, method } = endpoint.definition;
    const segments = split(path);
    const known = fixed.get(path) ?? open.find((branch) => branch.segments.join("/") === segments.join("/"));
    const byMethod = known?.byMethod ?? new Map<string, Endpoint>();
    byMethod.set(method, endpoint);
    if (known) continue;
    if (path.includes("{")) open.push({ segments, byMethod });
    else fixed.set(path, { byMethod, params: {} });
  }
  return (path) => {
    const known = fixed.get(path);
    if (known) return known;
    const given = split(path);
    for (const { segments, byMethod } of open) {
      const params = match(segments, given);
      if (params) return { byMethod, params };
    }
    return null;
  };
}
