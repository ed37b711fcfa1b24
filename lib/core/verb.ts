import pg from "pg";
import { statement } from "./db";
import { type ErrorCode, type ErrorDetail, Refusal } from "./errors";

type Refused = { refused: ErrorCode } & ErrorDetail;

const isRefused = (answer: object): answer is Refused => "refused" in answer;

// The session of a user who is gone (a database begun afresh): the first row written for them is refused.
const isUnknownUser = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === "23503" && /_user_id_fkey$/.test(error.constraint ?? "");

/**
 * A verb that is one SQL function: one named statement, one transaction. It answers its success, or throws the refusal
 * the function decided on before it wrote anything.
 */
export function verb<Answer extends object>(name: string, call: string) {
  const run = statement<{ answer: Answer | Refused }>(name, `SELECT ${call} AS answer`);
  return async (...values: unknown[]): Promise<Answer> => {
    const [row] = await run(...values).catch((error: unknown) => {
      throw isUnknownUser(error) ? new Refusal("UNAUTHENTICATED") : error;
    });
    if (!row) throw new Error(`${name} answered nothing`);
    if (!isRefused(row.answer)) return row.answer;
    const { refused, ...detail } = row.answer;
    throw new Refusal(refused, detail);
  };
}
