import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { loadScript } from "@/lib/queue/lua-source";
import { luaNames } from "../../support/lua-names";
import { sourcesOf } from "../../support/sources";

const FOLDER = path.join(process.cwd(), "lib/queue/lua");
const OF_REDIS = ["ARGV", "KEYS", "ipairs", "math", "pairs", "redis", "string", "table", "tonumber", "unpack"];

const sources = new Map(
  readdirSync(FOLDER).map((file) => [file.replace(/\.lua$/, ""), readFileSync(path.join(FOLDER, file), "utf8")]),
);
const includesOf = (source: string) => [...source.matchAll(/^-- include: (\S+)$/gm)].map(([, name = ""]) => name);
const included = new Set([...sources.values()].flatMap(includesOf));
const scripts = [...sources].filter(([name]) => !included.has(name));
const declaredBy = (name: string) => [...luaNames(sources.get(name) ?? "").declared];

describe("luaNames()", () => {
  test("finds names that are read or written without a declaration, and no others", () => {
    const source = `
      local a, b = { key = c, ["k"] = 1 }, d.field -- comment with e
      function f(x) return x + a end
      local function g(y, ...) for i, v in pairs(h) do y = y + v + i end if y then local z = 1 else z = "text" end end
      while b do local w = w2 end
      repeat local r = 1 until r2
      k = v`;
    expect([...luaNames(source).free].toSorted()).toEqual("c d f h k pairs r2 v w2 z".split(" "));
    expect([...luaNames(source).declared].toSorted()).toEqual(["a", "b", "g"]);
  });
});

describe("the Lua sources of the queue", () => {
  test.each([...sources])("%s.lua uses only its own names, those of its includes and Redis's", (_, source) => {
    const known = [...includesOf(source).flatMap(declaredBy), ...OF_REDIS];
    expect([...luaNames(source).free].filter((name) => !known.includes(name))).toEqual([]);
  });

  test.each([...sources])("%s.lua includes nothing that it does not use", (_, source) => {
    const { free } = luaNames(source);
    expect(includesOf(source).filter((name) => !declaredBy(name).some((declared) => free.has(declared)))).toEqual([]);
  });

  test.each(scripts)("%s.lua names its KEYS and ARGV in its first lines", (_, source) => {
    const header = source.split("\n\n")[0]?.split("\n--\n")[0] ?? "";
    expect(header).toMatch(/^-- KEYS {2}1-8 .*\n-- ARGV {2}1-3 context/);
    const [keys = "", args = ""] = header.split("-- ARGV");
    for (const [, list, index] of source.matchAll(/\b(KEYS|ARGV)\[(\d+)\]/g)) {
      const named = [...(list === "KEYS" ? keys : args).matchAll(/(\d+)(?:-(\d+))? /g)];
      const covers = ([, from, to]: RegExpMatchArray) =>
        Number(from) <= Number(index) && Number(index) <= Number(to ?? from);
      expect([index, named.some(covers)]).toEqual([index, true]);
    }
  });

  test.each(scripts)("%s.lua is composed of each include once, and is run by lib/queue", (name) => {
    const script = loadScript(name);
    expect(script).not.toContain("-- include:");
    expect(script.match(/^local QUEUE,/gm)?.length).toBe(1);
    expect(sourcesOf("lib/queue").some(({ text }) => text.includes(`("${name}")`))).toBe(true);
  });

  test.each([...sources])("%s.lua makes every argument a number that is not named as text", (_, source) => {
    const bare = [...source.replaceAll(/tonumber\(ARGV\[\d+\]\)/g, "").matchAll(/ARGV\[(\d+)\]/g)];
    const [, args = ""] = source.split("-- ARGV");
    const named = bare.map(([, index]) => new RegExp(`(?<!\\d)${index} (\\w+)`).exec(args)?.[1]);
    expect(named.filter((name) => !["user", "lockToken", "status"].includes(name ?? ""))).toEqual([]);
  });
});
