import { AppError } from "@/lib/core/errors";

const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EPIPE", "EHOSTUNREACH"]);
const POSTGRES_STATE = /^(08...|53...|57P0[1-5]|57014|55P03|40001|40P01)$/; // disconnected, full, stopping, timed out, retry
const PRISMA_STATE = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034", "P2037"]);
const POSTGRES_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|pool after calling end/;
const REDIS_MESSAGE =
  /max retries per request|Command timed out|Connection is closed|Stream isn't writeable|Redis does not answer|fetch failed|LOADING |MASTERDOWN |CLUSTERDOWN |READONLY |max daily request limit/;

const stringProperty = (error: Error, key: "code" | "name") => {
  const value: unknown = Reflect.get(error, key);
  return typeof value === "string" ? value : "";
};

/** An error that says, itself or by a cause (drivers wrap them), that an engine cannot be reached; else null. */
export function toInfraError(error: unknown, depth = 0): AppError | null {
  if (!(error instanceof Error) || depth > 4) return null;
  const code = stringProperty(error, "code");
  if (error.name === "TimeoutError" || REDIS_MESSAGE.test(error.message)) return new AppError("QUEUE_UNAVAILABLE");
  if (NETWORK.has(code) || POSTGRES_STATE.test(code) || PRISMA_STATE.has(code) || POSTGRES_MESSAGE.test(error.message))
    return new AppError("UNAVAILABLE");
  if (error.name === "PrismaClientInitializationError") return new AppError("UNAVAILABLE");
  return toInfraError(error.cause, depth + 1);
}
