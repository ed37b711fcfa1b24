import type { Endpoint } from "./endpoint";

type ParamRoute = { route: string; segments: string[]; byMethod: Map<string, Endpoint> };

/** A path of the contract as it is defined, who answers there, and what its braces stand for. */
export type RouteMatch = { route: string; byMethod: Map<string, Endpoint>; params: Record<string, string> };

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
export function createRouter(endpoints: readonly Endpoint[]): (path: string) => RouteMatch | null {
  const fixed = new Map<string, RouteMatch>();
  const open: ParamRoute[] = [];
  for (const endpoint of endpoints) {
    const { path, method } = endpoint.definition;
    const known = fixed.get(path) ?? open.find(({ route }) => route === path);
    const byMethod = known?.byMethod ?? new Map<string, Endpoint>();
    byMethod.set(method, endpoint);
    if (known) continue;
    if (path.includes("{")) open.push({ route: path, segments: split(path), byMethod });
    else fixed.set(path, { route: path, byMethod, params: {} });
  }
  return (path) => {
    const known = fixed.get(path);
    if (known) return known;
    const given = split(path);
    for (const { route, segments, byMethod } of open) {
      const params = match(segments, given);
      if (params) return { route, byMethod, params };
    }
    return null;
  };
}
