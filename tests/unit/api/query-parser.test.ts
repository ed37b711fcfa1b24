import { expect, test } from "vitest";
import { z } from "zod";
import { createQueryParser } from "@/lib/api/framework/parse";

test("a short query string is parsed once, a long one at every request", () => {
  let read = 0;
  const schema = z.object({ id: z.string().refine(() => ++read > 0) });
  const meaning = createQueryParser(schema);
  const headers = new Headers();
  const long = `id=7&x=${"y".repeat(200)}`;
  for (const query of ["id=7", "id=7", "id=8", long, long]) meaning(query, headers);
  expect(read).toBe(4);
  expect(meaning("id=7", headers)).toEqual({ id: "7" });
  expect(() => meaning("no=7", headers)).toThrow();
  expect(() => meaning("no=7", headers)).toThrow();
});
