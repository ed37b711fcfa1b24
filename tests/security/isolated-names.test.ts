import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";
import en from "@/messages/en.json";
import ko from "@/messages/ko.json";

// A name in a script that runs from right to left would draw the words around it in its own order.
// `VisitorText` with a `text` puts the name into a sentence, which isolates it itself.
const OF_A_STRANGER =
  /\{\s*(?:user\.name|user\.email|fan\.name|fan\.email|actor\b[^}]*)\}|<VisitorText(?![^>]*\btext=)[^>]*>/g;
const WITHOUT_TEXT = /^(?:key|value|resetKey|defaultValue)=$/;

const sources = ["components", "app"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx"))
    .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(`${folder}/${file}`, "utf8") })),
);

/** What stands before each place at which a stranger's name or email is drawn. */
const places = sources.flatMap(({ file, text }) =>
  [...text.matchAll(OF_A_STRANGER)].map(({ index, 0: expression }) => ({
    ...{ file, expression, before: text.slice(Math.max(0, index - 60), index).trimEnd() },
  })),
);
const drawn = places.filter(({ before }) => !WITHOUT_TEXT.test(before.split(/\s/).at(-1) ?? ""));

test("pages draw names and emails of strangers in an element that isolates their direction", () => {
  expect(drawn.length).toBeGreaterThanOrEqual(5);
  const bare = drawn.filter(({ before }) => !/<bdi[^<>]*>$/.test(before));
  expect(bare.map(({ file, expression }) => `${file} ${expression}`)).toEqual([]);
});

describe.each(Object.entries({ ko, en }))("the sentences of %s", (_, messages) => {
  test("isolate the name of a visitor", () => {
    const { common } = messages;
    for (const sentence of [common.nav.signedInAs, common.forbidden.text])
      expect(sentence).toContain("\u2068{name}\u2069");
  });
});
