import pg from "pg";
import { preparedStatement } from "./db";
import { AppError, type ErrorCode, type ErrorDetail } from "./errors";

type ErrorResult = { refused: ErrorCode } & ErrorDetail;

const isErrorResult = (result: object): result is ErrorResult => "refused" in result;

// A session outlives its user's row when the database was replaced; the first insert then violates a foreign key.
const isUnknownUser = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === "23503" && /_user_id_fkey$/.test(error.constraint ?? "");

/**
 * A command that is one SQL function: one prepared statement, one transaction. Resolves with the function's JSON result.
 * @throws AppError for an error result, which the function returns before it writes anything
 */
export function sqlFunction<Result extends object>(name: string, call: string) {
  const run = preparedStatement<{ result: Result | ErrorResult }>(name, `SELECT ${call} AS result`);
  return async (...values: unknown[]): Promise<Result> => {
    const [row] = await run(...values).catch((error: unknown) => {
      throw isUnknownUser(error) ? new AppError("UNAUTHENTICATED") : error;
    });
    if (!row) throw new Error(`${name} returned no row`);
    if (!isErrorResult(row.result)) return row.result;
    const { refused, ...detail } = row.result;
    throw new AppError(refused, detail);
  };
}
