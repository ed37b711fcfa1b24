import { readFileSync } from "node:fs";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { dumpSchema } from "@/tools/database/dump";
import { applyFunctions, readSqlFiles } from "@/tools/database/functions";
import { migrate } from "@/tools/database/migrations";
import { databaseUrl, withConnection } from "../../support/database";
import { sourcesOf } from "../../support/sources";

const NAME = `functions_${Date.now()}`;
const url = databaseUrl(env().DATABASE_URL, NAME);
const server = (sql: string) => withConnection(databaseUrl(url, "postgres"), (client) => client.query(sql));

beforeAll(async () => {
  await server(`CREATE DATABASE ${NAME}`);
  await migrate(url);
});
afterAll(() => server(`DROP DATABASE ${NAME} WITH (FORCE)`));

test("prisma/schema.sql is what migrations and functions result in (npm run generate:schema writes it anew)", async () => {
  const schema = await withConnection(url, (client) => dumpSchema(client));
  expect(readFileSync("prisma/schema.sql", "utf8")).toBe(schema);
});

/** A file of prisma/functions as applyFunctions() takes it. */
const sqlFile = (name: string, sql: string) => ({ name, file: `core/${name}.sql`, sql, checksum: sql });
const plusOne = (body: string, parameters = "p int") =>
  sqlFile("plus_one", `CREATE OR REPLACE FUNCTION plus_one(${parameters}) RETURNS int LANGUAGE sql AS '${body}'`);

const answer = async (client: pg.Client) => (await client.query("SELECT plus_one(1) AS answer")).rows[0]?.answer;

describe("applyFunctions()", () => {
  test("applies new and changed files once, and drops functions and views without a file", () =>
    withConnection(url, async (client) => {
      const files = await readSqlFiles();
      const view = sqlFile("one_more", "CREATE OR REPLACE VIEW one_more AS SELECT plus_one(1) AS answer");
      expect(await applyFunctions(client, [...files, plusOne("SELECT p + 1"), view])).toEqual([
        "functions/core/plus_one.sql",
        "functions/core/one_more.sql",
      ]);
      expect(await answer(client)).toBe(2);
      expect(await applyFunctions(client, [...files, plusOne("SELECT p + 2"), view])).toEqual([
        "functions/core/plus_one.sql",
      ]);
      expect(await answer(client)).toBe(3);
      expect(await applyFunctions(client, [...files, plusOne("SELECT p + 2"), view])).toEqual([]);
      expect(await applyFunctions(client, files)).toEqual(["drop one_more", "drop plus_one"]);
      await expect(answer(client)).rejects.toMatchObject({ code: "42883" });
    }));

  test("applies nothing when one file fails or adds parameters to a function", () =>
    withConnection(url, async (client) => {
      const files = await readSqlFiles();
      await applyFunctions(client, [...files, plusOne("SELECT p + 1")]);
      const broken = sqlFile(
        "broken",
        "CREATE OR REPLACE FUNCTION broken() RETURNS int LANGUAGE sql AS 'SELECT nothing'",
      );
      await expect(applyFunctions(client, [...files, plusOne("SELECT p + 5"), broken])).rejects.toThrow(
        "core/broken.sql",
      );
      await expect(applyFunctions(client, [...files, plusOne("SELECT p + q", "p int, q int")])).rejects.toThrow(
        "plus_one has changed its parameters",
      );
      expect(await answer(client)).toBe(2);
      await applyFunctions(client, files);
    }));
});

test("every name that sqlFunction() calls is a file of prisma/functions", async () => {
  const names = new Set((await readSqlFiles()).map(({ name }) => name));
  const called = sourcesOf("lib").flatMap(({ text }) =>
    [...text.matchAll(/sqlFunction<[^;]*>\("(\w+)"\)/g)].map(([, name = ""]) => name),
  );
  expect(called).toEqual(expect.arrayContaining(["hold_seats", "pay_reservations"]));
  expect(called.filter((name) => !names.has(name))).toEqual([]);
});
