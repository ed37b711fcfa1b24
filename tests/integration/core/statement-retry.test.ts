import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { pool, preparedStatement } from "@/lib/core/db";

/** An SQL function that fails with this SQLSTATE `times` times, then returns how often it was called. */
async function failing(code: string, times: number) {
  const name = `failing_${randomUUID().replaceAll("-", "")}`;
  await pool().query(`CREATE SEQUENCE ${name}`); // a rollback does not undo a sequence
  await pool().query(
    `CREATE FUNCTION ${name}() RETURNS int LANGUAGE plpgsql AS $$
     DECLARE v_calls int := nextval('${name}');
     BEGIN
       IF v_calls <= ${times} THEN RAISE EXCEPTION 'not now' USING ERRCODE = '${code}'; END IF;
       RETURN v_calls;
     END $$`,
  );
  const run = preparedStatement<{ calls: number }>(name, `SELECT ${name}() AS calls`);
  const calls = async () => Number((await pool().query(`SELECT last_value FROM ${name}`)).rows[0]?.last_value);
  return { run, calls };
}

test.each(["40001", "40P01", "55P03"])("preparedStatement() retries after SQLSTATE %s", async (code) => {
  const { run } = await failing(code, 2);
  expect(await run()).toEqual([{ calls: 3 }]);
});

test("preparedStatement() gives up after three attempts", async () => {
  const { run, calls } = await failing("40P01", 10);
  await expect(run()).rejects.toMatchObject({ code: "40P01" });
  expect(await calls()).toBe(3);
});

test("preparedStatement() does not retry any other error", async () => {
  const { run, calls } = await failing("23505", 1);
  await expect(run()).rejects.toMatchObject({ code: "23505" });
  expect(await calls()).toBe(1);
});
