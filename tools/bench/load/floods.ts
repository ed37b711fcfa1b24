import { randomBytes, randomInt } from "node:crypto";
import { HttpConnection, serializeRequest } from "./http-connection";

/** What somebody sends who wants the others to lose, over so many connections, without a pause. */
export type Flood = { name: string; connections: number; request(): string };

export type RunningFlood = { stop(): Promise<Record<string, number>> };

const PROBLEM_CODE = /"code":"([A-Z_]+)"/;

const anyAddress = () => `198.18.${randomInt(256)}.${randomInt(256)}`;

const signIn = () => {
  const name = randomBytes(6).toString("hex");
  return serializeRequest("POST", "/api/sessions", {
    headers: { "x-real-ip": anyAddress() }, // so that no limit of an address stops it
    body: JSON.stringify({ email: `${name}@flood.test`, password: name }),
  });
};

const unknownId = () => serializeRequest("GET", `/api/queue/serving?concertId=${randomInt(1_000_000, 2 ** 40)}`);
const health = serializeRequest("GET", "/api/health");

/** Sign-ins at random, made-up ids, health, and polls of one account. */
export const floodsOf = (poll: string): Flood[] => [
  { name: "sign-ins at random", connections: 30, request: signIn },
  { name: "unknown ids", connections: 120, request: unknownId },
  { name: "health", connections: 120, request: () => health },
  { name: "polls of one account", connections: 120, request: () => poll },
];

/** Opens the connections of a flood; a server takes up one at a turn of its event loop, few while it is flooded. */
export async function openFlood(url: string, { connections, request }: Flood): Promise<{ start(): RunningFlood }> {
  const wires = Array.from({ length: connections }, () => new HttpConnection(url));
  await Promise.all(wires.map((wire) => wire.send(health)));
  return { start: () => startFlood(wires, request) };
}

/** `stop` resolves to how often the flood was answered what: a status, or the code of a problem. */
function startFlood(wires: readonly HttpConnection[], request: () => string): RunningFlood {
  const answers: Record<string, number> = {};
  let isStopped = false;
  const running = wires.map(async (wire) => {
    while (!isStopped) {
      const { status, body } = await wire.send(request());
      const answer = PROBLEM_CODE.exec(body.toString())?.[1] ?? String(status);
      answers[answer] = (answers[answer] ?? 0) + 1;
    }
    wire.close();
  });
  return {
    async stop() {
      isStopped = true;
      await Promise.all(running);
      return answers;
    },
  };
}
