type Fault = { path: string; message: string };

const SUSPECT = /\\u(?:0000|d[89a-f])/i; // what JSON can escape and Postgres cannot store: NUL and lone surrogates
const MESSAGE = "Invalid text: it holds a NUL or half a character";

const storable = (text: string) => !text.includes("\0") && text.isWellFormed();

function* faultsIn(value: unknown, path: string): Generator<Fault> {
  if (typeof value === "string" && !storable(value)) yield { path, message: MESSAGE };
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const here = path ? `${path}.${key}` : key;
    if (!storable(key)) yield { path, message: MESSAGE };
    yield* faultsIn(inner, here);
  }
}

/** Strings of a body that no database can store, with their place. Free for a body that escapes no such character. */
export function findInvalidText(text: string, json: unknown): Fault[] {
  return SUSPECT.test(text) ? [...faultsIn(json, "")] : [];
}
