import { fork } from "node:child_process";
import { once } from "node:events";
import { checkAnswer } from "./contract";
import { sessionTokenOf } from "./http";

/** A request for a process of its own. */
export type Asked = { path: string; method?: string; headers?: Record<string, string>; body?: string };

/** What it was answered. */
export type AnsweredAlone = {
  status: number;
  headers: Record<string, string>;
  milliseconds: number;
  body: Record<string, unknown>;
};

/** The answers of a process with other settings, each as the contract has it, and the lines it logged. */
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
  for (const [at, { status, headers, body }] of answers.entries())
    checkAnswer(asked[at]?.method ?? "GET", asked[at]?.path ?? "", { status, headers: new Headers(headers) }, body);
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
