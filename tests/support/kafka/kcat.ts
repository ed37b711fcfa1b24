import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { HOST } from "./broker-proxy";

const kcat = process.env.KCAT_PATH ?? "kcat";

/** A process that is a mock broker, and its port. */
export async function playBroker() {
  const args = ["-C", "-q", "-b", "x", "-X", "test.mock.num.brokers=1", "-d", "mock", "-t", "unused"];
  const child = spawn(kcat, args, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const port = await new Promise<number>((resolve, reject) => {
    let output = "";
    child.on("error", reject).on("exit", () => reject(new Error(output)));
    child.stderr.on("data", (chunk) => {
      output = output.length < 10_000 ? output + chunk : output;
      const found = /bootstrap\.servers=127\.0\.0\.1:(\d+)/.exec(output);
      if (found) resolve(Number(found[1]));
    });
  });
  return {
    port,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function run(port: number, args: string[], input = ""): Promise<string> {
  const child = spawn(kcat, ["-b", `${HOST}:${port}`, "-q", ...args], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.on("error", () => {}).end(input); // it may end without reading it
  const [output, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve)),
  ]);
  if (code !== 0) throw new Error(`kcat ${args.join(" ")} ended with ${code}`);
  return output;
}

/** The messages of one partition, in order: a key, a tab and a value on each line. */
type Log = { topic: string; partition: string; lines: string };

async function read(port: number, topic: string): Promise<Log[]> {
  const output = await run(port, ["-C", "-t", topic, "-o", "beginning", "-e", "-f", "%p %k\\t%s\\n"]);
  const logs = new Map<string, string>();
  for (const [, partition = "", line = ""] of output.matchAll(/^(\d+) (.*\n)/gm))
    logs.set(partition, (logs.get(partition) ?? "") + line);
  return [...logs].map(([partition, lines]) => ({ topic, partition, lines }));
}

/** Everything a broker has stored, as its disk would keep it. */
export async function readAll(port: number): Promise<Log[]> {
  const { topics } = JSON.parse(await run(port, ["-L", "-J"])) as { topics: { topic: string }[] };
  return (await Promise.all(topics.map(({ topic }) => read(port, topic)))).flat();
}

/** Puts back what a broker had stored: every message in its partition, at its offset. */
export async function writeAll(port: number, logs: Log[]): Promise<void> {
  await Promise.all(
    logs.map(({ topic, partition, lines }) => run(port, ["-P", "-t", topic, "-p", partition, "-K", "\\t"], lines)),
  );
}
