import { describe, expect, it } from "vitest";
import { planHall, readPlanFile } from "@/lib/concerts/halls";

const seat = (guid: string, x: number, extra: object = {}) => ({
  seat_guid: guid,
  seat_number: guid.split("-").at(-1),
  position: { x, y: 0 },
  category: "R",
  ...extra,
});
const row = (number: string, seats: unknown[], extra: object = {}) => ({ row_number: number, seats, ...extra });
const plan = (rows: object[], extra: object = {}, zone: object = {}) => ({
  name: "Small hall",
  categories: [{ name: "R", color: "#7f4a91" }],
  size: { width: 400, height: 300 },
  zones: [{ name: "Floor", position: { x: 100, y: 50 }, rows, ...zone }],
  ...extra,
});

const imported = (file: unknown, prices: Record<string, number> = { R: 90_000 }) =>
  planHall({ type: "imported", plan: file, prices });
const errorsOf = (file: unknown, prices?: Record<string, number>) => {
  const planned = imported(file, prices);
  return planned.ok ? [] : planned.errors.map(({ code, path }) => `${code} ${path}`);
};
const notesOf = (file: unknown, prices?: Record<string, number>) =>
  imported(file, prices).notes.map(({ code, path }) => `${code} ${path}`);
const hallOf = (file: unknown, prices?: Record<string, number>) => {
  const planned = imported(file, prices);
  if (!planned.ok) throw new Error(JSON.stringify(planned.errors));
  return planned.hall;
};

describe("planHall() of an imported plan", () => {
  it("numbers seats in the order zone, row, seat and places them at zone + row + seat", () => {
    const file = plan([
      row("1", [seat("a-1", 0), seat("a-2", 20.5)], { position: { x: -5, y: 10 } }),
      row("2", [seat("b-1", 0)], { row_label: "Row %s", seat_label: "No. %s" }),
    ]);
    file.zones.push({ name: "Balcony", position: { x: -300, y: 400 }, rows: [row("1", [seat("c-1", 0)])] });
    const { seats, drawing } = hallOf(file);
    expect(seats).toEqual([
      { number: 1, section: "Floor", row: "1", label: "1", x: 95, y: 60, grade: "R", price: 90_000 },
      { number: 2, section: "Floor", row: "1", label: "2", x: 115.5, y: 60, grade: "R", price: 90_000 },
      { number: 3, section: "Floor", row: "Row 2", label: "No. 1", x: 100, y: 50, grade: "R", price: 90_000 },
      { number: 4, section: "Balcony", row: "1", label: "1", x: -300, y: 400, grade: "R", price: 90_000 },
    ]);
    expect(drawing).toMatchObject({ kind: "imported", name: "Small hall", seatRadius: 10 });
    expect(drawing.grades).toEqual([{ name: "R", letter: "R", price: 90_000, seats: 4 }]);
    expect(drawing.box).toEqual({ x: -310, y: 0, width: 710, height: 410 });
  });

  it("returns areas in the plan's coordinates", () => {
    const areas = [
      {
        shape: "rectangle",
        position: { x: 10, y: 20 },
        rectangle: { width: 80, height: 30 },
        rotation: 90,
        color: "#eee",
      },
      { shape: "circle", position: { x: 0, y: 0 }, circle: { radius: 12 }, border_color: "rgb(0, 0, 0)" },
      { shape: "ellipse", position: { x: 1, y: 1 }, ellipse: { radius: { x: 9, y: 4 } }, color: "banana" },
      { shape: "polygon", position: { x: 0, y: 0 }, polygon: { points: [0, 1, 2].map((n) => ({ x: n, y: n * n })) } },
      {
        shape: "text",
        position: { x: 5, y: 5 },
        text: { text: "<b>Stage</b>", color: "navy", position: { x: 0, y: 0 } },
      },
      { shape: "spiral", position: { x: 0, y: 0 } },
    ];
    const file = plan([row("1", [seat("a-1", 0)])], {}, { areas });
    const drawn = hallOf(file).drawing.areas;
    expect(drawn).toHaveLength(5);
    expect(drawn[0]).toMatchObject({ shape: "rectangle", x: 110, y: 70, width: 80, rotation: 90, fill: "#eee" });
    expect(drawn[1]).toMatchObject({ shape: "ellipse", rx: 12, ry: 12, fill: null, stroke: "rgb(0, 0, 0)" });
    expect(drawn[2]).toMatchObject({ shape: "ellipse", rx: 9, ry: 4, fill: null });
    expect(drawn[4]?.text).toEqual({ text: "<b>Stage</b>", x: 0, y: 0, size: 16, color: "navy" });
    expect(notesOf(file)).toEqual([
      "BAD_COLOR plan.zones[0].areas[2].color",
      "MARKUP plan.zones[0].areas[4].text.text",
      "UNKNOWN_SHAPE plan.zones[0].areas[5].shape",
    ]);
  });

  it("names every problem with its path", () => {
    const file = plan([
      row("1", [seat("a-1", 0), seat("a-1", 20), seat("a-3", 40, { category: "VIP" })]),
      row("2", [seat("b-1", 0, { position: { x: "0", y: 0 } }), { position: { x: 1, y: 1 }, category: "R" }, 7]),
    ]);
    expect(errorsOf(file, {})).toEqual([
      "PRICE_MISSING plan.categories[0]",
      "GUID_TWICE plan.zones[0].rows[0].seats[1].seat_guid",
      "UNKNOWN_CATEGORY plan.zones[0].rows[0].seats[2].category",
      "WRONG_TYPE plan.zones[0].rows[1].seats[0].position.x",
      "MISSING plan.zones[0].rows[1].seats[1].seat_guid",
      "MISSING plan.zones[0].rows[1].seats[1].seat_number",
      "WRONG_TYPE plan.zones[0].rows[1].seats[2]",
    ]);
    const planned = imported(file, {});
    expect(planned.ok ? [] : planned.errors.map((error) => error.message)).toContain(
      "The seat_guid “a-1” already belongs to plan.zones[0].rows[0].seats[0].",
    );
  });

  it("refuses values that are no plan", () => {
    expect(errorsOf(null)).toEqual(["WRONG_TYPE plan"]);
    expect(errorsOf([])).toEqual(["WRONG_TYPE plan"]);
    expect(errorsOf({})).toEqual([
      "MISSING plan.name",
      "MISSING plan.categories",
      "MISSING plan.zones",
      "NO_SEATS plan.zones",
    ]);
    expect(errorsOf(plan([]))).toEqual(["NO_SEATS plan.zones"]);
    expect(errorsOf(plan([row("1", [seat("a-1", 1e300)])]))).toEqual([
      "OUT_OF_RANGE plan.zones[0].rows[0].seats[0].position.x",
    ]);
  });

  it("refuses bad prices and duplicate categories", () => {
    const rows = [row("1", [seat("a-1", 0)])];
    expect(errorsOf(plan(rows), { R: 0 })).toEqual(["PRICE_WRONG prices.R"]);
    expect(errorsOf(plan(rows), { R: 1.5 })).toEqual(["PRICE_WRONG prices.R"]);
    expect(errorsOf(plan(rows, { categories: [{ name: "R" }, { name: "R" }] }))).toEqual([
      "CATEGORY_TWICE plan.categories[1].name",
    ]);
    const inherited = plan(rows, { categories: [{ name: "R" }, { name: "constructor" }] });
    expect(errorsOf(inherited)).toEqual(["PRICE_MISSING plan.categories[1]"]);
  });

  it("lists 200 problems and counts the rest, and refuses more than 100,000 seats", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => seat(`s-${index}`, index * 20));
    const strange = many(300).map((one) => ({ ...one, category: "?" }));
    const planned = imported(plan([row("1", strange)]));
    expect(planned.ok ? [] : planned.errors.slice(-1)).toMatchObject([{ code: "AND_MORE", values: { count: 100 } }]);
    expect(hallOf(plan([row("1", many(1_000))])).seats).toHaveLength(1_000);
    const short = (count: number) => many(count).map((one) => ({ ...one, position: { x: 0, y: 0 } }));
    expect(errorsOf(plan([row("1", short(100_001))]))).toEqual(["TOO_MANY_SEATS plan.zones"]);
  });

  it("gives one warning for each kind of path that it ignores or works around", () => {
    const file = plan(
      [
        row("1", [seat("a-1", 0, { shiny: 1 }), seat("a-2", 20, { shiny: 2 }), seat("a-3", 20)], {
          number_of_seats: 3,
        }),
      ],
      { size: undefined, version: 3, categories: [{ name: "R", color: "no" }, { name: "S" }] },
    );
    expect(notesOf(file, { R: 1_000, S: 1_000, T: 1_000 })).toEqual([
      "UNKNOWN_KEY plan.version",
      "BAD_COLOR plan.categories[0].color",
      "PRICE_UNUSED prices.T",
      "UNKNOWN_KEY plan.zones[0].rows[0].seats[0].shiny",
      "SAME_POINT plan.zones[0].rows[0].seats[2].position",
      "SIZE_COMPUTED plan",
      "CATEGORY_UNUSED plan.categories",
    ]);
    const shiny = imported(file, { R: 1_000, S: 1_000 }).notes.find(({ code }) => code === "UNKNOWN_KEY" && code);
    expect(shiny?.values.count).toBe(1);
    expect(hallOf(file, { R: 1_000, S: 1_000 }).drawing.box).toEqual({ x: 66, y: 16, width: 88, height: 68 });
  });

  it("cuts long text and drops characters that Postgres cannot store", () => {
    const file = plan([row(`${"x".repeat(200)}`, [seat("a-1", 0, { seat_number: "1\u0000\ud800" })])]);
    const { seats } = hallOf(file);
    expect(seats[0]?.row).toBe("x".repeat(80));
    expect(seats[0]?.label).toBe("1");
    expect(notesOf(file)).toEqual(["TEXT_CUT plan.zones[0].rows[0].row_number"]);
  });
});

describe("readPlanFile()", () => {
  it("accepts JSON of at most 4 MiB, with or without a byte order mark", async () => {
    const read = (text: string) => readPlanFile(new Blob([text]));
    expect(await read('\uFEFF{"name": "x"}')).toEqual({ ok: true, plan: { name: "x" } });
    expect(await read("<svg>")).toMatchObject({ ok: false, errors: [{ code: "NOT_JSON" }] });
    const big = JSON.stringify({ name: "가".repeat(1_400_000) });
    expect(await read(big)).toMatchObject({ ok: false, errors: [{ code: "TOO_LARGE" }] });
  });
});
