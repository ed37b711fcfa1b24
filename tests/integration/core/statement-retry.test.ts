import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { pool, preparedStatement } from "@/lib/core/db";

/** A function that fails with this SQLSTATE so many times, then answers how often it was asked. */
async function failing(code: string, times: number) {
  const name = `failing_${randomUUID().replaceAll("-", "")}`;
  await pool().query(`CREATE SEQUENCE ${name}`); // a sequence counts on when the statement is rolled back
  await pool().query(
    `CREATE FUNCTION ${name}() RETURNS int LANGUAGE plpgsql AS $$
     DECLARE v_asked int := nextval('${name}');
     BEGIN
       IF v_asked <= ${times} THEN RAISE EXCEPTION 'not now' USING ERRCODE = '${code}'; END IF;
       RETURN v_asked;
     END $$`,
  );
  const ask = preparedStatement<{ asked: number }>(name, `SELECT ${name}() AS asked`);
  const asked = async () => Number((await pool().query(`SELECT last_value FROM ${name}`)).rows[0]?.last_value);
  return { ask, asked };
}

test.each(["40001", "40P01", "55P03"])("a statement that Postgres rolled back (%s) runs again", async (code) => {
  const { ask } = await failing(code, 2);
  expect(await ask()).toEqual([{ asked: 3 }]);
});

test("three times at most", async () => {
  const { ask, asked } = await failing("40P01", 10);
  await expect(ask()).rejects.toMatchObject({ code: "40P01" });
  expect(await asked()).toBe(3);
});

test("what failed for another reason does not run again", async () => {
  const { ask, asked } = await failing("23505", 1);
  await expect(ask()).rejects.toMatchObject({ code: "23505" });
  expect(await asked()).toBe(1);
});
