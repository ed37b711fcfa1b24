// The baselines: the least that a server must do for the same answer.  server.ts <port> <redis url> <file of bytes>
//   /bare     constant JSON
//   /line/u/n the shortest script that keeps a queue, for user u with number n, over ioredis
//   /bytes    the bytes of the file
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import IORedis from "ioredis";

const [port, redisUrl = "", file = ""] = process.argv.slice(2);

const BARE = `redis.call("ZADD", KEYS[1], ARGV[2], ARGV[1]) return redis.call("ZRANK", KEYS[1], ARGV[1])`;
const SHA = createHash("sha1").update(BARE).digest("hex");

const redis = new IORedis(redisUrl);
await redis.script("LOAD", BARE);
const bytes = readFileSync(file);
const constant = JSON.stringify({ concertId: "42", head: 1168, tail: 5230, waiting: 4063, active: 100, capacity: 100 });

function answer(outgoing: ServerResponse, body: string | Buffer): void {
  outgoing.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  outgoing.end(body);
}

createServer((incoming, outgoing) => {
  const [, what, user = "", number = ""] = (incoming.url ?? "").split("/");
  incoming.resume();
  if (what === "bare") answer(outgoing, constant);
  else if (what === "bytes") answer(outgoing, bytes);
  else {
    void redis.evalsha(SHA, 1, "bare:{floor}", user, number).then((rank) => {
      answer(outgoing, JSON.stringify({ number: Number(number), position: Number(rank) + 1, status: "WAITING" }));
    });
  }
}).listen(Number(port), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
