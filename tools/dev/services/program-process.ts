import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { runAsChild } from "./child-main";
import type { ProgramSettings } from "./program";

const START_TIMEOUT_MS = 60_000;
const KEPT_CHARACTERS = 2_000;

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("connect", () => done(true)).on("error", () => done(false));
  });

runAsChild<ProgramSettings>(async ({ file, args, port }) => {
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output = (output + chunk).slice(-KEPT_CHARACTERS);
    });
  }
  let ended = false;
  const exited = once(child, "exit").finally(() => {
    ended = true;
  });
  exited.catch(() => {}); // a missing program is reported below
  const until = Date.now() + START_TIMEOUT_MS;
  while (!ended && Date.now() < until && !(await listens(port))) await delay(20);
  if (ended || !(await listens(port))) {
    child.kill("SIGKILL");
    throw new Error(`${file} does not listen\n${output}`);
  }
  void exited.then(() => process.exit(1));
  return async () => {
    child.kill("SIGTERM");
    await exited;
  };
});
