/** A colour of the style sheet, as a canvas understands it. */
export type ColorResolver = (variable: string) => string;

type ColorCache = { light: string; known: Map<string, string> };
const caches = new WeakMap<Element, ColorCache>();

function readColor(element: Element, variable: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${variable})`;
  element.after(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/**
 * Reads what a token of the style sheet is, in the light of this moment. Each is read once in a light: reading makes the
 * browser work out styles, and a canvas is painted sixty times a second.
 */
export function cssColors(element: Element): ColorResolver {
  const light = getComputedStyle(element).color; // ink or lamp-white
  let inks = caches.get(element);
  if (inks?.light !== light) {
    inks = { light, known: new Map() };
    caches.set(element, inks);
  }
  const { known } = inks;
  return (variable) => {
    const color = known.get(variable) ?? readColor(element, variable);
    known.set(variable, color);
    return color;
  };
}
