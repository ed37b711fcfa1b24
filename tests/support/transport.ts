import { randomBytes } from "node:crypto";
import { startUpstashRest } from "./upstash-rest";

/** With TEST_REDIS_TRANSPORT=upstash, the same Redis is reached over Upstash's HTTP API. Runs after the engines' setup. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  const { TEST_REDIS_TRANSPORT: transport, REDIS_URL: redisUrl } = process.env;
  if (transport !== "upstash" || !redisUrl) return undefined;
  const token = randomBytes(16).toString("hex");
  const rest = await startUpstashRest(redisUrl, token);
  Object.assign(process.env, { UPSTASH_REDIS_REST_URL: rest.url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL: "" });
  return rest.stop;
}
