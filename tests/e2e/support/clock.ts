import { pool } from "@/lib/core/db";

const setClock = (now: string) =>
  pool().query(`CREATE OR REPLACE FUNCTION jari_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT ${now}'`);

/** Lets this much time pass for the clock that decides holds, in every process, until {@link resetClock}. */
export const advanceSeconds = (seconds: number) =>
  setClock(`clock_timestamp() + ${Math.trunc(seconds)} * interval ''1 second''`);

/** The clock that decides holds is the real one again. */
export const resetClock = () => setClock("clock_timestamp()");
