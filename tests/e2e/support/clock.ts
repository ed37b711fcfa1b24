import { pool } from "@/lib/core/db";

const setClock = (now: string) =>
  pool().query(`CREATE OR REPLACE FUNCTION jari_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT ${now}'`);

/** Moves the database's clock, which decides holds in every process, until {@link resetClock}. */
export const advanceSeconds = (seconds: number) =>
  setClock(`clock_timestamp() + ${Math.trunc(seconds)} * interval ''1 second''`);

/** Sets the database's clock back to the real time. */
export const resetClock = () => setClock("clock_timestamp()");
