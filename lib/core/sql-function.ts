import pg from "pg";
import { preparedStatement } from "./db";
import { AppError, type ErrorCode, type ErrorDetail } from "./errors";

type ErrorResult = { refused: ErrorCode } & ErrorDetail;

const isErrorResult = (answer: object): answer is ErrorResult => "refused" in answer;

// The session of a user who is gone (a database begun afresh): the first row written for them is refused.
const isUnknownUser = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === "23503" && /_user_id_fkey$/.test(error.constraint ?? "");

/**
 * A verb that is one SQL function: one named statement, one transaction. It answers its success, or throws the refusal
 * the function decided on before it wrote anything.
 */
export function sqlFunction<Result extends object>(name: string, call: string) {
  const run = preparedStatement<{ answer: Result | ErrorResult }>(name, `SELECT ${call} AS answer`);
  return async (...values: unknown[]): Promise<Result> => {
    const [row] = await run(...values).catch((error: unknown) => {
      throw isUnknownUser(error) ? new AppError("UNAUTHENTICATED") : error;
    });
    if (!row) throw new Error(`${name} answered nothing`);
    if (!isErrorResult(row.answer)) return row.answer;
    const { refused, ...detail } = row.answer;
    throw new AppError(refused, detail);
  };
}
