import { fork } from "node:child_process";
import { once } from "node:events";
import { sessionTokenOf } from "./http";

/** A request for a process of its own. */
export type Asked = { path: string; method?: string; headers?: Record<string, string>; body?: string };

/** What it was answered, and what the client was told to find it by. */
export type AnsweredAlone = {
  status: number;
  retryAfter: string | null;
  requestId: string | null;
  milliseconds: number;
  body: Record<string, unknown>;
};

/** The answers of a process with other settings, and the lines it logged. */
export async function askedOf(
  settings: Record<string, string>,
  asked: Asked[],
): Promise<{ answers: AnsweredAlone[]; log: string[] }> {
  const child = fork("tests/support/http-alone.ts", {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  child.send(asked);
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  const [answers] = await Promise.all([
    new Promise<AnsweredAlone[]>((resolve, reject) => {
      child.once("message", (message) => resolve(message as AnsweredAlone[]));
      child.once("exit", (code) => reject(new Error(`it ended with code ${code} and no answers`)));
    }),
    once(child, "close"),
  ]);
  return { answers, log: output.split("\n").filter(Boolean) };
}

/** A POST of JSON. */
export const post = (path: string, body: object, headers: Record<string, string> = {}): Asked => ({
  path,
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

/** The header of somebody's session. */
export const bearer = async (who: Parameters<typeof sessionTokenOf>[0]): Promise<{ authorization: string }> => ({
  authorization: `Bearer ${await sessionTokenOf(who)}`,
});
