import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { startRedisCluster } from "@/tools/dev/services/redis";
import { temporaryFolder } from "@/tools/testing/test-site";
import { startUpstashRest } from "./upstash-rest";

type Stop = () => Promise<void>;

async function upstash(redisUrl: string): Promise<Stop> {
  const token = randomBytes(16).toString("hex");
  const rest = await startUpstashRest(redisUrl, token);
  Object.assign(process.env, { UPSTASH_REDIS_REST_URL: rest.url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL: "" });
  return rest.stop;
}

async function cluster(): Promise<Stop> {
  const folder = await temporaryFolder();
  const redis = await startRedisCluster({ file: process.env.REDIS_SERVER_PATH ?? "redis-server", folder });
  process.env.REDIS_URL = redis.url;
  return async () => {
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/**
 * With TEST_REDIS_TRANSPORT=upstash, the same Redis is reached over Upstash's HTTP API; with =cluster, it is a
 * Redis Cluster of three nodes. Runs after the engines' setup.
 */
export default async function setup(): Promise<Stop | undefined> {
  const { TEST_REDIS_TRANSPORT: transport, REDIS_URL: redisUrl } = process.env;
  if (transport === "cluster") return cluster();
  return transport === "upstash" && redisUrl ? upstash(redisUrl) : undefined;
}
