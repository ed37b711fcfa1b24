import fc from "fast-check";
import { jsonOf } from "./bodies";
import { HOSTILE_URL_PARTS } from "./hostile-inputs";

type Parameter = { name: string; in: string; required?: boolean; schema: object };

/** One endpoint, as the document tells of it. */
export type Operation = {
  method: string;
  path: string;
  parameters: Parameter[];
  security: Record<string, unknown>[];
  requestBody?: { content: Record<string, { schema: object; example: unknown }> };
};

/** One of these, each so often. */
export const weighted = <T>(...entries: [number, fc.Arbitrary<T>][]): fc.Arbitrary<T> =>
  fc.oneof(...entries.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const nasty = fc.constantFrom(...HOSTILE_URL_PARTS);

/** What there is under a parameter's name in this run's world. */
function realId(path: string, name: string): string {
  if (path.includes("/webhooks")) return "{{webhook}}";
  if (path.startsWith("/api/admin")) return "{{adminConcert}}";
  return name === "reservationId" ? "{{reservation}}" : "{{payment}}";
}

const inPath = (path: string, name: string) =>
  weighted([8, fc.constant(realId(path, name))], [1, fc.constantFrom("1", "9223372036854775807")], [2, nasty]);

function pairOf({ name, schema, required }: Parameter): fc.Arbitrary<string> {
  const plain = (json: string) => json.replace(/^"|"$/g, "").slice(0, 200);
  const written = (text: string) => (text.includes("{{") ? text : encodeURIComponent(text.toWellFormed()));
  const good = jsonOf(schema, name).map((json) => written(plain(json)));
  const pair = weighted([8, good], [1, nasty]).map((value) => `${name}=${value}`);
  const twice = pair.map((one) => `${one}&${one}`);
  return weighted([required ? 20 : 4, pair], [required ? 1 : 8, fc.constant("")], [1, twice]);
}

/** The target of a request: the endpoint's path and query, filled in rightly, mostly. */
export function targetOf({ path, parameters }: Operation): fc.Arbitrary<string> {
  const segments = path
    .split("/")
    .map((segment) => (segment.startsWith("{") ? inPath(path, segment.slice(1, -1)) : fc.constant(segment)));
  const pairs = parameters.filter((parameter) => parameter.in === "query").map(pairOf);
  return fc.tuple(fc.tuple(...segments), fc.tuple(...pairs)).map(([walked, queryPairs]) => {
    const query = queryPairs.filter(Boolean).join("&");
    return walked.join("/") + (query ? `?${query}` : "");
  });
}
