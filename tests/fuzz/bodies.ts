import fc from "fast-check";
import { HOSTILE_JSON } from "./hostile-inputs";

type Schema = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  example?: unknown;
};

const text = (value: unknown) => fc.constant(JSON.stringify(value));
const nasty = fc.constantFrom(...HOSTILE_JSON);

/** What this run's world has under such a name: most deep code is reached only through an id that is there. */
const REAL: Record<string, string[]> = {
  concertId: ['"{{concert}}"', '"{{otherConcert}}"'],
  scheduleId: ['"{{schedule}}"'],
  reservationIds: ['["{{reservation}}"]', '["{{otherReservation}}"]', '["{{reservation}}","{{reservation}}"]'],
  seatNumbers: ["[1]", "[2,3]", "[50]", "[51]", "[1,2,3,4]", "[1,2,3,4,5]", "[1,1]"],
  email: ['"{{email}}"', '"fuzz@jari.test"'],
  password: ['"{{password}}"', '"wrong-password"'],
  amount: ["1", "10000", "10000000", "10000001"],
};

function numberOf({ type, minimum = -1_000, maximum = 1_000_000 }: Schema): fc.Arbitrary<string> {
  const [min, max] = [Math.max(minimum, Number.MIN_SAFE_INTEGER), Math.min(maximum, Number.MAX_SAFE_INTEGER)];
  if (type === "integer") return fc.integer({ min: Math.ceil(min), max: Math.floor(max) }).map(String);
  return fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value));
}

function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<string> {
  const members = Object.entries(properties).map(([name, schema]) => {
    const member = jsonOf(schema, name).map((value) => `${JSON.stringify(name)}:${value}`);
    return required.includes(name) ? fc.option(member, { freq: 20 }) : fc.option(member);
  });
  const extra = fc
    .option(
      nasty.map((value) => `"surplus":${value}`),
      { freq: 1 },
    )
    .map((one) => one);
  return fc
    .tuple(...members, fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, extra))
    .map((parts) => `{${parts.filter((part) => part !== null).join(",")}}`);
}

function plainOf(schema: Schema): fc.Arbitrary<string> {
  const { type, items = {}, minItems = 0, example } = schema;
  if (schema.const !== undefined) return text(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum.map((value) => JSON.stringify(value)));
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map((one) => jsonOf(one)));
  if (type === "object" || schema.properties) return objectOf(schema);
  if (type === "array")
    return fc.array(jsonOf(items), { minLength: minItems, maxLength: minItems + 3 }).map((all) => `[${all.join(",")}]`);
  if (type === "integer" || type === "number") return numberOf(schema);
  if (type === "boolean") return fc.boolean().map(String);
  if (type === "null") return fc.constant("null");
  const any = fc.string({ unit: "binary", maxLength: 20 }).map((value) => JSON.stringify(value));
  return example === undefined ? any : fc.oneof(text(example), any);
}

/** JSON text of a schema: mostly what it asks for, with values of this world where it has some, and anything at times. */
export function jsonOf(schema: Schema, name = ""): fc.Arbitrary<string> {
  const real = REAL[name];
  const good = real ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...real) }, plainOf(schema)) : plainOf(schema);
  return fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: nasty });
}

/** An example with one of its members, at any depth, of another kind: wrong types in every field. */
export function corrupted(example: unknown): fc.Arbitrary<string> {
  const whole = JSON.stringify(example);
  const places = [...whole.matchAll(/(?<=[:[,])(?:"(?:[^"\\]|\\.)*"|-?\d[\d.]*|true|false|null)(?=[,\]}])/g)];
  if (places.length === 0) return nasty;
  return fc.tuple(fc.constantFrom(...places), nasty).map(([place, other]) => {
    return whole.slice(0, place.index) + other + whole.slice(place.index + place[0].length);
  });
}
