import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const ROOT_DOCUMENTS = ["README.md", "README.ko.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];
const documents = [
  ...ROOT_DOCUMENTS,
  ...readdirSync("docs").flatMap((name) => (/\.md$/.test(name) ? [`docs/${name}`] : [])),
];
const TOP_FOLDERS = readdirSync(".", { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

const withoutFences = (text: string) => text.replaceAll(/^```[\s\S]*?^```/gm, "");

/** `a/{b,c}.ts` as `a/b.ts` and `a/c.ts`. */
const expandBraces = (pattern: string): string[] => {
  const [, before = "", choices, after = ""] = /^(.*?)\{([^}]*)\}(.*)$/.exec(pattern) ?? [];
  return choices === undefined
    ? [pattern]
    : choices.split(",").flatMap((choice) => expandBraces(before + choice + after));
};

/** Relative targets of Markdown and HTML links, without anchors. */
const linksOf = (text: string) =>
  [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
    .map(([, link = "", source = ""]) => decodeURIComponent(link || source).replace(/#.*$/, ""))
    .filter((target) => target && !/^[a-z]+:/.test(target));

/** Paths in code spans that begin with a folder of the repository and are no pattern. */
const pathsOf = (text: string) =>
  [...text.matchAll(/`([^`\s]+)`/g)]
    .map(([, code = ""]) => code.replace(/\/$/, "").replace(/:\d+$/, ""))
    .filter((code) => TOP_FOLDERS.includes(code.split("/")[0] ?? "") && code.includes("/") && !/[<>*…]|\[\[/.test(code))
    .flatMap(expandBraces);

describe.each(documents)("%s", (document) => {
  const text = withoutFences(readFileSync(document, "utf8"));

  test("links only to what exists", () => {
    expect(linksOf(text).filter((target) => !existsSync(path.join(path.dirname(document), target)))).toEqual([]);
  });

  test("names only paths that exist", () => {
    const old = document === "CHANGELOG.md"; // it names paths that were
    expect(pathsOf(text).filter((file) => !old && !existsSync(file))).toEqual([]);
  });
});

test.each(["README.md", "README.ko.md"])("%s has at most 120 lines", (name) => {
  expect(readFileSync(name, "utf8").split("\n").length - 1).toBeLessThanOrEqual(120);
});

test("docs/ has thirteen living documents beside the generated events.md", () => {
  const living = documents.filter((document) => document.startsWith("docs/") && document !== "docs/events.md");
  expect(living).toHaveLength(13);
});

test("docs/dependencies.md names every dependency", () => {
  const text = readFileSync("docs/dependencies.md", "utf8");
  const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  const names = Object.keys({ ...dependencies, ...devDependencies });
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

const NEAR_LINES = 20; // a reader who opens the file at the line sees the name

test("docs/architecture.md gives lines at which the named symbol is", () => {
  const text = readFileSync("docs/architecture.md", "utf8");
  const places = [...text.matchAll(/\[([^\s:]+):(\d+)\]\([^)]+#L\2\) `(\w+)`/g)];
  expect(places.length).toBeGreaterThanOrEqual(7);
  const wrong = places.filter(([, file = "", line, name = ""]) => {
    const from = Math.max(0, Number(line) - 1 - NEAR_LINES);
    const near = readFileSync(file, "utf8")
      .split("\n")
      .slice(from, Number(line) + NEAR_LINES);
    return !near.some((text) => text.includes(name));
  });
  expect(wrong.map(([, file, line, name]) => `${file}:${line} ${name}`)).toEqual([]);
});
