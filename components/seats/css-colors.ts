/** The value of a CSS variable as a canvas takes it. */
export type ColorResolver = (variable: string) => string;

type ColorCache = { scheme: string; colors: Map<string, string> };
const caches = new WeakMap<Element, ColorCache>();

function readColor(element: Element, variable: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${variable})`;
  element.after(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Resolves CSS variables in the current colour scheme, each once: reading one makes the browser compute styles. */
export function cssColors(element: Element): ColorResolver {
  const scheme = getComputedStyle(element).color;
  let cache = caches.get(element);
  if (cache?.scheme !== scheme) {
    cache = { scheme, colors: new Map() };
    caches.set(element, cache);
  }
  const { colors } = cache;
  return (variable) => {
    const color = colors.get(variable) ?? readColor(element, variable);
    colors.set(variable, color);
    return color;
  };
}
