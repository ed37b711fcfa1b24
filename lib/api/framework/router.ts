import type { Endpoint } from "./endpoint";

type ParamRoute = { route: string; segments: string[]; byMethod: Map<string, Endpoint> };

export type RouteMatch = { route: string; byMethod: Map<string, Endpoint>; params: Record<string, string> };

const split = (path: string) => path.split("/").slice(1);

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function match(segments: string[], path: string[]): Record<string, string> | null {
  if (segments.length !== path.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const given = path[index] ?? "";
    if (segment === given) continue;
    const value = segment.startsWith("{") ? decode(given) : null;
    if (!value) return null;
    params[segment.slice(1, -1)] = value;
  }
  return params;
}

/** Finds a path's endpoints: by a Map for paths without parameters, segment by segment for others. */
export function createRouter(endpoints: readonly Endpoint[]): (path: string) => RouteMatch | null {
  const fixed = new Map<string, RouteMatch>();
  const withParams: ParamRoute[] = [];
  for (const endpoint of endpoints) {
    const { path, method } = endpoint.definition;
    const existing = fixed.get(path) ?? withParams.find(({ route }) => route === path);
    const byMethod = existing?.byMethod ?? new Map<string, Endpoint>();
    byMethod.set(method, endpoint);
    if (existing) continue;
    if (path.includes("{")) withParams.push({ route: path, segments: split(path), byMethod });
    else fixed.set(path, { route: path, byMethod, params: {} });
  }
  return (path) => {
    const exact = fixed.get(path);
    if (exact) return exact;
    const given = split(path);
    for (const { route, segments, byMethod } of withParams) {
      const params = match(segments, given);
      if (params) return { route, byMethod, params };
    }
    return null;
  };
}
