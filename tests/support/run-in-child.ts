import { fork } from "node:child_process";
import { once } from "node:events";
import { checkAnswer } from "./contract";
import { sessionTokenOf } from "./http";

/** A request for a process of its own. */
export type ChildRequest = { path: string; method?: string; headers?: Record<string, string>; body?: string };

/** What such a process says it was answered. */
export type ChildResponse = { status: number; headers: Record<string, string>; milliseconds: number; text: string };

/** The same with its JSON, if it is any. */
export type ParsedChildResponse = ChildResponse & { body: Record<string, unknown> };

function parseResponse(response: ChildResponse, { method = "GET", path }: ChildRequest): ParsedChildResponse {
  const isJson = /json/.test(response.headers["content-type"] ?? "");
  const body = isJson ? JSON.parse(response.text) : {};
  checkAnswer(
    method,
    path,
    { status: response.status, headers: new Headers(response.headers) },
    isJson ? body : response.text,
  );
  return { ...response, body };
}

/** The answers of a process with other settings, each as the contract has it, and the lines it logged. */
export async function requestInChild(
  settings: Record<string, string>,
  request: ChildRequest[],
): Promise<{ answers: ParsedChildResponse[]; log: string[] }> {
  const child = fork("tests/support/child-handler.ts", {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  child.send(request);
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  const [response] = await Promise.all([
    new Promise<ChildResponse[]>((resolve, reject) => {
      child.once("message", (message) => resolve(message as ChildResponse[]));
      child.once("exit", (code) => reject(new Error(`it ended with code ${code} and no answers`)));
    }),
    once(child, "close"),
  ]);
  const answers = response.map((one, at) => parseResponse(one, request[at] ?? { path: "" }));
  return { answers, log: output.split("\n").filter(Boolean) };
}

/** A POST of JSON. */
export const post = (path: string, body: object, headers: Record<string, string> = {}): ChildRequest => ({
  path,
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

/** The header of somebody's session. */
export const bearer = async (user: Parameters<typeof sessionTokenOf>[0]): Promise<{ authorization: string }> => ({
  authorization: `Bearer ${await sessionTokenOf(user)}`,
});
