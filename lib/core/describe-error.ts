import { printable } from "./printable";

const MAX_FRAMES = 8;
const MAX_FRAME_LENGTH = 160;
const MAX_CAUSES = 2;
const CODE = /^[\w-]{1,64}$/;

/** What a log may hold of an error: a message may quote what a client has sent, a name, a code and places of our code do not. */
export type ErrorDescription = { name: string; code?: string; at?: string[]; cause?: ErrorDescription };

const isCode = (value: unknown): value is string => typeof value === "string" && CODE.test(value);

/** The frames of the stack, and no line of the message before them. */
function framesOf({ stack = "", message }: Error): string[] {
  const start = message ? stack.indexOf(message) + message.length : 0;
  const frames = [...stack.slice(start).matchAll(/^ {4}at (.+)$/gm)].slice(0, MAX_FRAMES);
  return frames.map(([, frame = ""]) => printable(frame).slice(0, MAX_FRAME_LENGTH));
}

/** An error without its message: name, code (of Node, Postgres, Prisma or next-auth) or digest, stack frames and cause. */
export function describeError(error: unknown, causes = MAX_CAUSES): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = [Reflect.get(error, "code"), Reflect.get(error, "digest")].find(isCode);
  const name = isCode(error.name) ? error.name : "Error";
  const at = framesOf(error);
  const cause = error.cause instanceof Error && causes > 0 ? describeError(error.cause, causes - 1) : undefined;
  return { name, ...(code && { code }), ...(at.length > 0 && { at }), ...(cause && { cause }) };
}
