import { describe, expect, test } from "vitest";
import { endpoints } from "@/lib/api/routes";
import { identifiersOf, wordsOf } from "./support/identifiers";
import { type Import, type Source, sourcesOf } from "./support/sources";

const lib = sourcesOf("lib");
const app = sourcesOf("app");
const components = sourcesOf("components");
const product = [...lib, ...app, ...components];

type Broken = (source: Source, imported: Import) => boolean;

/** Imports that break a rule, as `file → target`. */
const breaking = (sources: Source[], isBroken: Broken) =>
  sources.flatMap((source) =>
    source.imports
      .filter((imported) => isBroken(source, imported))
      .map(({ target, typeOnly }) => `${source.file} → ${target}${typeOnly ? " (type)" : ""}`),
  );

/** Where a pattern stands in the code, as `file:line`. */
const places = (sources: Source[], pattern: RegExp) =>
  sources.flatMap(({ file, text }) =>
    text.split("\n").flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  );

const inside = (target: string, ...roots: string[]) =>
  roots.some((root) => target === root || target.startsWith(`${root}/`));

test("the reader of imports sees every kind of import", () => {
  const names = new Map(product.map(({ file, imports }) => [file, imports.map(({ target }) => target)]));
  expect(names.get("lib/api/holds.ts")).toContain("lib/booking");
  expect(names.get("lib/api/framework/endpoint.ts")).toContain("lib/api/framework/response");
  expect(names.get("app/api/[[...path]]/route.ts")).toEqual(["lib/api/framework/dispatch"]);
  expect(names.get("lib/auth/options.ts")).toContain("next-auth");
});

describe("who may import whom", () => {
  /** design: the rooms of lib, each with the rooms it may know. */
  const MAY_IMPORT: Record<string, string[]> = {
    core: [],
    tlog: [],
    auth: ["core"],
    queue: ["core"],
    outbox: ["core"],
    concerts: ["core", "outbox"],
    booking: ["core", "outbox"],
    payments: ["core", "booking", "outbox"],
    audit: ["core"],
    rehearsals: ["core", "auth", "concerts", "queue"],
    jobs: ["core", "auth", "queue", "outbox", "concerts", "booking", "payments", "audit"],
    observability: ["core", "queue", "outbox", "concerts", "booking", "audit", "jobs"],
    api: [
      "core",
      "auth",
      "queue",
      "outbox",
      "concerts",
      "booking",
      "payments",
      "audit",
      "rehearsals",
      "jobs",
      "observability",
    ],
  };
  const roomOf = (file: string) => file.split("/")[1] ?? "";

  test("every folder of lib is a room", () => {
    expect([...new Set(lib.map(({ file }) => roomOf(file)))].toSorted()).toEqual(Object.keys(MAY_IMPORT).toSorted());
  });

  test.each(Object.entries(MAY_IMPORT))("%s knows %j", (room, known) => {
    const allowed = [`lib/${room}`, "lib/generated", ...known.map((name) => `lib/${name}`)];
    const ours = lib.filter(({ file }) => roomOf(file) === room);
    const isOurs = (target: string) => inside(target, "lib", "app", "components", "server", "tools", "tests");
    expect(breaking(ours, (_, { target }) => isOurs(target) && !inside(target, ...allowed))).toEqual([]);
  });

  test("the transparency log knows nothing but its hash function, so that it runs in a browser and could be published", () => {
    const tlog = lib.filter(({ file }) => roomOf(file) === "tlog");
    expect(breaking(tlog, (_, { target }) => !inside(target, "lib/tlog", "@noble/hashes"))).toEqual([]);
  });

  test("nothing in lib knows Next, except the options of next-auth", () => {
    const isNext = (target: string) =>
      inside(target, "next", "server-only") || /^next-(auth(?!\/jwt)|intl)/.test(target);
    const others = lib.filter(({ file }) => file !== "lib/auth/options.ts");
    expect(breaking(others, (_, { target }) => isNext(target))).toEqual([]);
  });

  test("pages call verbs, reads and handlers, never an engine or a handler's inside", () => {
    const hidden = ["lib/core/db", "lib/core/redis", "lib/generated", "lib/outbox", "server", "tools", "tests"];
    const doors = ["lib/api/framework/dispatch", "lib/api/framework/invoke"];
    const isInside: Broken = (_, { target, typeOnly }) =>
      inside(target, "lib/api/framework", "lib/api/load-shedding") && !typeOnly && !inside(target, ...doors);
    const isHidden: Broken = (_, { target }) => inside(target, ...hidden);
    expect([...breaking(app, isHidden), ...breaking(app, isInside)]).toEqual([]);
  });

  test("components know words and shapes of lib, and nothing that runs on a server", () => {
    const pure = [
      "lib/core/money",
      "lib/core/errors",
      "lib/core/locales",
      "lib/core/site-path",
      "lib/core/visible-text",
      "lib/concerts/halls",
    ];
    const isForeign: Broken = (_, { target, typeOnly }) => {
      if (inside(target, "server", "tools", "tests")) return true;
      if (inside(target, "app")) return !typeOnly && !/\/actions$/.test(target);
      return inside(target, "lib") && !typeOnly && !inside(target, ...pure);
    };
    expect(breaking(components, isForeign)).toEqual([]);
  });

  test("nothing imports next/link, which costs 2.4 kB of every page (docs/pages.md)", () => {
    expect(breaking([...app, ...components], (_, { target }) => target === "next/link")).toEqual([]);
  });

  test("what draws charts is loaded where a chart is shown, and no page carries it", () => {
    const chart = "components/admin/queue/chart";
    expect(breaking(product, ({ file }, { target }) => target === "recharts" && file !== `${chart}.tsx`)).toEqual([]);
    expect(breaking(product, (_, { target, late }) => target === chart && !late)).toEqual([]);
  });

  test("what components may run imports nothing of a server in turn", () => {
    const halls = lib.filter(({ file }) => inside(file, "lib/concerts/halls"));
    const isPure = (target: string) =>
      inside(target, "lib/concerts/halls", "lib/core/money", "lib/core/visible-text", "zod");
    expect(breaking(halls, (_, { target, typeOnly }) => !typeOnly && !isPure(target))).toEqual([]);
  });
});

describe("the mounts", () => {
  test("Next has one route for the whole API, with every method, beside next-auth's own", () => {
    const methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
    const reexports = methods.map((name) => `  handle as ${name},\n`).join("");
    const routes = app.filter(({ file }) => /^app\/api\/.*\.tsx?$/.test(file));
    expect(routes.map(({ file }) => file).toSorted()).toEqual([
      "app/api/[[...path]]/route.ts",
      "app/api/auth/[...nextauth]/route.ts",
    ]);
    const catchAll = routes.find(({ file }) => file === "app/api/[[...path]]/route.ts")?.text;
    expect(catchAll).toBe(`export {\n${reexports}} from "@/lib/api/framework/dispatch";\n`);
    expect(endpoints.every(({ definition: { path } }) => path.startsWith("/api/"))).toBe(true);
  });
});

describe("the style of the house", () => {
  const LONG = new Set(["lib/core/errors.ts"]); // one closed list, in two languages

  test("files are small: half under 60 lines, none above 250 (above 150, ask what second thing lives there)", () => {
    const lengths = product.map(({ file, text }) => ({ file, lines: text.split("\n").length - 1 }));
    expect(lengths.filter(({ file, lines }) => lines > 250 && !LONG.has(file))).toEqual([]);
    const sorted = lengths.map(({ lines }) => lines).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(60);
  });

  test("identifiers use the field's words, none of our own", () => {
    const PRIVATE_WORDS = new Set([
      ...["told", "tell", "tells", "telling", "untold", "asked", "asks", "asking", "said", "says", "heard", "hears"],
      ...["seldom", "standing", "standings", "together", "deed", "deeds", "wish", "gone", "whoever", "whom"],
    ]);
    const TERMS = new Set(["onGone", "isGone"]); // HTTP 410 of a webhook's receiver
    const everything = [...product, ...sourcesOf("server", "tools", "tests", "client", "examples")];
    const offending = everything.flatMap((source) =>
      identifiersOf(source)
        .filter(({ name }) => !TERMS.has(name) && wordsOf(name).some((word) => PRIVATE_WORDS.has(word)))
        .map(({ name, line }) => `${source.file}:${line} ${name}`),
    );
    expect(offending).toEqual([]);
  });

  test("no escape from the types or the linter", () => {
    const everything = [...product, ...sourcesOf("server", "tools", "tests", "client", "examples")];
    const others = everything.filter(({ file }) => file !== "tests/architecture.test.ts");
    expect(
      places(
        others,
        /biome-ignore|@ts-(ignore|expect-error|nocheck)|as unknown as|\bas any\s*[;,)\]}=|]|<any>|: any\s*[;,)\]}=|]/,
      ),
    ).toEqual([]);
  });

  test("nothing is printed, left undone or commented out", () => {
    expect(
      places(product, /\bconsole\.|\bTODO\b|\bFIXME\b|^\s*\/\/\s*(const|let|import|return|await)\s.*[;{]$/),
    ).toEqual([]);
  });

  test("handlers hold no SQL and no Lua", () => {
    const handlers = lib.filter(({ file }) => inside(file, "lib/api"));
    expect(breaking(handlers, (_, { target }) => inside(target, "lib/core/db", "lib/core/redis"))).toEqual([]);
    expect(places(handlers, /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s/)).toEqual([]);
  });

  test("tests neither sleep, nor skip, nor mock", () => {
    const tests = sourcesOf("tests").filter(({ file }) => file !== "tests/architecture.test.ts");
    expect(places(tests, /\bvi\.mock\(|\.(skip|only|todo)\(|setTimeout\(resolve|waitForTimeout\(/)).toEqual([]);
  });

  test("every function that lib offers says what it guarantees", () => {
    const silent = lib.flatMap(({ file, text }) =>
      [...text.matchAll(/(^.*\n)?export (?:async )?function \*?(\w+)/gm)]
        .filter(([, before = ""]) => !before.trimEnd().endsWith("*/"))
        .map(([, , name]) => `${file} ${name}`),
    );
    expect(silent).toEqual([]);
  });
});
