import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ERRORS } from "@/lib/core/errors";
import { locales, messagesFor } from "@/messages";

type Tree = { [key: string]: string | Tree };

const leaves = (tree: Tree, prefix = ""): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${prefix}${key}`, value] as [string, string]] : leaves(value, `${prefix}${key}.`),
  );

const ko = new Map(leaves(messagesFor("ko")));
const en = new Map(leaves(messagesFor("en")));

/** The names a sentence is filled with: {count, plural, …} and {count} are both `count`. */
const filledWith = (text: string) =>
  [...new Set([...text.matchAll(/\{\s*([a-zA-Z]\w*)\s*[,}]/g)].map(([, name]) => name))].sort();
const tagsIn = (text: string) => [...new Set([...text.matchAll(/<(\w+)>/g)].map(([, name]) => name))].sort();

const ROOT = path.resolve(import.meta.dirname, "../../..");
const sources = ["app", "components"].flatMap((room) =>
  readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(ROOT, room, file), "utf8")),
);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Every key the pages could ask for: what they quote, a template's gaps standing for anything, under the namespaces they open. */
function asked(): RegExp[] {
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
  it("are the same in every language, key by key", () => {
    expect([...en.keys()].sort()).toEqual([...ko.keys()].sort());
  });

  it("are filled with the same names and tags in every language", () => {
    for (const [key, text] of ko) {
      expect(filledWith(en.get(key) ?? ""), key).toEqual(filledWith(text));
      expect(tagsIn(en.get(key) ?? ""), key).toEqual(tagsIn(text));
    }
  });

  it.each(locales)("leave nothing empty in %s", (locale) => {
    for (const [key, text] of leaves(messagesFor(locale))) expect(text.trim(), key).not.toBe("");
  });

  it("are all asked for by some page", () => {
    const patterns = asked();
    expect([...ko.keys()].filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
  });
});

describe("every refusal", () => {
  it.each(Object.entries(ERRORS))("%s has a sentence in both languages", (_, { ko, en }) => {
    expect(ko).toMatch(/[가-힣]/);
    expect(en).toMatch(/^[\x20-\x7e₩’“”]+$/);
  });
});
