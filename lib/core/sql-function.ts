import pg from "pg";
import { preparedStatement } from "./db";
import { AppError, type ErrorCode, type ErrorDetail } from "./errors";

/** `refused` equals `error`, for processes of the previous version. */
type ErrorResult = { error: ErrorCode; refused: ErrorCode } & ErrorDetail;

const isErrorResult = (result: object): result is ErrorResult => "error" in result;

// A session outlives its user's row when the database was replaced; then the first insert violates a foreign key.
const isUnknownUser = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === "23503" && /_user_id_fkey$/.test(error.constraint ?? "");

/** Calls `prisma/functions/<area>/<name>.sql`; resolves with its JSON result. @throws AppError for an error result */
export function sqlFunction<Args extends unknown[], Result extends object>(name: string) {
  let run: ReturnType<typeof preparedStatement<{ result: Result | ErrorResult }>> | undefined;
  return async (...args: Args): Promise<Result> => {
    run ??= preparedStatement(name, `SELECT ${name}(${args.map((_, index) => `$${index + 1}`).join(", ")}) AS result`);
    const [row] = await run(...args).catch((error: unknown) => {
      throw isUnknownUser(error) ? new AppError("UNAUTHENTICATED") : error;
    });
    if (!row) throw new Error(`${name} returned no row`);
    if (!isErrorResult(row.result)) return row.result;
    const { error, refused: _, ...detail } = row.result;
    throw new AppError(error, detail);
  };
}
