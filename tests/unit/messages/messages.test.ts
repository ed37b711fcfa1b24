import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ERRORS } from "@/lib/core/errors";
import { type Locale, loadMessages, locales } from "@/messages";

type Tree = { [key: string]: string | Tree };

const leaves = (tree: Tree, prefix = ""): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${prefix}${key}`, value] as [string, string]] : leaves(value, `${prefix}${key}.`),
  );

const loadLeaves = async (locale: Locale) => new Map(leaves(await loadMessages(locale)));
const ko = await loadLeaves("ko");

/** The arguments of a sentence: {count, plural, …} and {count} are both `count`. */
const argumentsIn = (text: string) =>
  [...new Set([...text.matchAll(/\{\s*([a-zA-Z]\w*)\s*[,}]/g)].map(([, name]) => name))].sort();
const tagsIn = (text: string) => [...new Set([...text.matchAll(/<(\w+)>/g)].map(([, name]) => name))].sort();

const ROOT = path.resolve(import.meta.dirname, "../../..");
const sources = ["app", "components"].flatMap((room) =>
  readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(ROOT, room, file), "utf8")),
);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Every key that the pages may use: their string literals (a template's gaps match anything) in the namespaces they open. */
function usedKeys(): RegExp[] {
  const opens = /(?:useTranslations|getTranslations)(?:<[^>]*>)?\(\s*"([\w.]+)"/g;
  const everywhere = new Set(sources.flatMap((source) => [...source.matchAll(opens)].map(([, prefix]) => prefix)));
  return sources.flatMap((source) => {
    const own = [...source.matchAll(opens)].map(([, prefix]) => prefix);
    const prefixes = own.length > 0 ? own : [...everywhere]; // a file that is handed its `t` does not say whose it is
    const quoted = [...source.matchAll(/"([\w.]+)"/g)].map(([, key]) => escaped(key ?? ""));
    const templates = [...source.matchAll(/`([\w.]*(?:\$\{[^}]+\}[\w.]*)+)`/g)].map(([, template]) =>
      escaped(template ?? "").replace(/\\\$\\\{.*?\\\}/g, ".+"),
    );
    const keys = [...new Set([...quoted, ...templates])].join("|");
    return keys ? prefixes.map((prefix) => new RegExp(`^${escaped(prefix ?? "")}\\.(?:${keys})$`)) : [];
  });
}

describe("the messages", () => {
  it.each(locales)("have the same keys in %s as in ko", async (locale) => {
    expect([...(await loadLeaves(locale)).keys()].sort()).toEqual([...ko.keys()].sort());
  });

  it.each(locales)("have the same arguments and tags in %s as in ko", async (locale) => {
    const translated = await loadLeaves(locale);
    for (const [key, text] of ko) {
      expect(argumentsIn(translated.get(key) ?? ""), key).toEqual(argumentsIn(text));
      expect(tagsIn(translated.get(key) ?? ""), key).toEqual(tagsIn(text));
    }
  });

  it.each(locales)("leave nothing empty in %s", async (locale) => {
    for (const [key, text] of await loadLeaves(locale)) expect(text.trim(), key).not.toBe("");
  });

  it.each(locales)("take the length of a hold from HOLD_SECONDS in %s", async (locale) => {
    const texts = await loadLeaves(locale);
    for (const key of ["concerts.concert.hold", "concerts.action.soldOutHint", "checkout.holdExpired.text"])
      expect(texts.get(key), key).toContain("{minutes");
  });

  it("are all used by a page or a component", () => {
    const patterns = usedKeys();
    expect([...ko.keys()].filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
  });
});

describe("every error code", () => {
  it.each(Object.entries(ERRORS))("%s has a Korean and an English sentence", (_, { ko, en }) => {
    expect(ko).toMatch(/[가-힣]/);
    expect(en).toMatch(/^[\x20-\x7e₩’“”]+$/);
  });
});
